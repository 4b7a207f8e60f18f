/// What a page with figures does.
enum PageScript {
  /// The script.
  ///
  /// - Parameter milliseconds: How long a frame is seen while it plays.
  static func text(milliseconds: Int) -> String {
    """
    (() => {
      const views = [...document.querySelectorAll("figure")].map(figure => ({
        name: figure.dataset.view, figure, turn: Number(figure.dataset.turn || 0), hasTurned: false,
        tab: document.getElementById("tab-" + figure.dataset.view),
        groups: [...figure.querySelectorAll("g[data-frames]")].map(group => ({
          group, ranges: group.dataset.frames.split(" ").map(range => range.split("-").map(Number)) }))
      }));
      const said = JSON.parse(document.getElementById("said").textContent);
      const count = said[views[0].name].length;
      const [back, play, next] = ["back", "play", "next"].map(id => document.getElementById(id));
      const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
      let view = 0, frame = parseInt(document.getElementById("count").textContent) - 1, timer = null;
      // The picture of a kernel's turn that is there in place of the frame; null for none.
      let picture = null, turning = null;

      const words = document.getElementById("words");

      // Sum and sentence stand at the lower edge while those of the drawing are out of view.
      function place() {
        const drawing = views[view].figure.querySelector("svg").getBoundingClientRect();
        words.classList.toggle("shown", drawing.bottom > innerHeight);
      }

      function show() {
        if (picture === null && views[view].turn && !views[view].hasTurned && !isStill) return turn();
        views.forEach((other, index) => {
          other.figure.hidden = index !== view;
          if (other.tab) other.tab.setAttribute("aria-selected", index === view);
        });
        for (const { group, ranges } of views[view].groups) {
          const place = picture ?? views[view].turn + frame;
          const isThere = ranges.some(([first, last = first]) => first <= place && place <= last);
          group.setAttribute("visibility", isThere ? "visible" : "hidden");
        }
        back.disabled = frame === 0;
        next.disabled = frame === count - 1;
        document.getElementById("count").textContent = (frame + 1) + " of " + count;
        words.textContent = said[views[view].name][frame];
        place();
        play.textContent = timer ? "pause" : "play";
        play.setAttribute("aria-pressed", timer !== null);
        history.replaceState(null, "", "#" + views[view].name + "/" + (frame + 1));
      }

      function stop() {
        clearInterval(timer);
        clearInterval(turning);
        timer = turning = picture = null;
      }

      function turn() {
        const { turn } = views[view];
        if (!turn) return;
        stop();
        views[view].hasTurned = true;
        picture = 0;
        turning = setInterval(() => {
          if (picture + 1 < turn) picture += 1; else stop();
          show();
        }, \(milliseconds));
        show();
      }

      function go(target) {
        stop();
        frame = Math.max(0, Math.min(count - 1, target));
        show();
      }

      function step() {
        if (frame === count - 1) stop(); else frame += 1;
        if (frame === count - 1) stop();
        show();
      }

      function toggle() {
        if (timer) return go(frame);
        stop();
        if (frame === count - 1) frame = 0;
        timer = setInterval(step, \(milliseconds));
        show();
      }

      function look(target) {
        if (target < 0 || target >= views.length) return;
        if (picture !== null) stop();
        // What plays goes on.
        if (timer) views[target].hasTurned = true;
        view = target;
        show();
      }

      back.onclick = () => go(frame - 1);
      next.onclick = () => go(frame + 1);
      play.onclick = toggle;
      views.forEach((other, index) => { if (other.tab) other.tab.onclick = () => look(index); });
      document.addEventListener("keydown", event => {
        if (event.ctrlKey || event.altKey || event.metaKey) return;
        const isButton = event.target instanceof HTMLButtonElement;
        switch (event.key) {
        case "ArrowRight": case "PageDown": go(frame + 1); break;
        case "ArrowLeft": case "PageUp": go(frame - 1); break;
        case "Home": go(0); break;
        case "End": go(count - 1); break;
        // On a button the key presses that button.
        case "f": case "F": turn(); break;
        case " ": if (isButton) return; toggle(); break;
        default:
          if (!/^[1-9]$/.test(event.key)) return;
          look(Number(event.key) - 1);
        }
        event.preventDefault();
      });

      function follow() {
        const [name, number] = location.hash.slice(1).split("/");
        const index = views.findIndex(other => other.name === name);
        if (index >= 0) view = index;
        if (number >= 1 && number <= count) frame = Number(number) - 1;
        show();
      }
      for (const change of ["scroll", "resize"]) addEventListener(change, place);
      addEventListener("hashchange", follow);
      follow();
    })();

    """
  }
}
