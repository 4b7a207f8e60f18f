enum PlaceholderCPUBackend {}
