"""Makes histories.json: 200 random histories of repetitions, scheduled by py-fsrs without fuzz.

    python3 -m venv .venv && .venv/bin/pip install fsrs==6.3.2
    .venv/bin/python make_histories.py

Each history is a list of rows [seconds since the start, rating, phase, step, stability, difficulty,
seconds until due, retrievability a week later]. The times are whole seconds: some repetitions are early,
some late, some on the same day.
"""

import json
import random
from datetime import datetime, timedelta, timezone
from pathlib import Path

from fsrs import Card, Rating, Scheduler

START = datetime(2026, 1, 5, 8, 30, tzinfo=timezone.utc)
CHANCES = [[1, 1, 6, 2], [4, 2, 3, 1], [1, 4, 2, 1], [1, 1, 2, 6]]


def history(random, chances):
    scheduler = Scheduler(enable_fuzzing=False)
    card = Card(card_id=1)
    time = START
    rows = []
    for _ in range(random.randint(3, 14)):
        rating = random.choices(list(Rating), chances)[0]
        card, _ = scheduler.review_card(card, rating, time)
        rows.append(
            [
                int((time - START).total_seconds()), int(rating), int(card.state), card.step,
                card.stability, card.difficulty, (card.due - time).total_seconds(),
                scheduler.get_card_retrievability(card, time + timedelta(days=7)),
            ]
        )
        pause = (card.due - time).total_seconds() * random.choice([0.1, 0.5, 1, 1, 1, 1.2, 2, 5])
        time += timedelta(seconds=round(pause) + random.choice([0, 1, 90, 3600, 40000]))
    return rows


def main():
    generator = random.Random(20261128)
    histories = [history(generator, CHANCES[number % len(CHANCES)]) for number in range(200)]
    lines = ",\n".join(json.dumps(rows) for rows in histories)
    Path(__file__).with_name("histories.json").write_text(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    main()
