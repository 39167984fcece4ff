"""Figures for Prometheus."""

from __future__ import annotations

from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from desk.insight.rating import RatingFigure

_TURN_BUCKETS = (0.005, 0.01, 0.02, 0.03, 0.05, 0.08, 0.15, 0.3, 1.0, 3.0, 10.0)


class Metrics:
    """All figures of one desk, in a registry of its own."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self.messages = Counter(
            "parley_messages",
            "Messages of customers, by channel",
            ["channel"],
            registry=self._registry,
        )
        self.turns = Counter(
            "parley_turns",
            "Turns of the bot, by how they ended",
            ["outcome"],
            registry=self._registry,
        )
        self.turn_seconds = Histogram(
            "parley_turn_seconds",
            "Time the engine took for a turn",
            buckets=_TURN_BUCKETS,
            registry=self._registry,
        )
        self.waiting = Gauge(
            "parley_tickets_waiting", "Tickets that wait for an agent", registry=self._registry
        )
        self.ratings = Gauge(
            "parley_ratings",
            "Ratings of the last 30 days, by question and whom they are about",
            ["kind", "about"],
            registry=self._registry,
        )
        self.rating_average = Gauge(
            "parley_rating_average",
            "Their average, on the question's own scale",
            ["kind", "about"],
            registry=self._registry,
        )
        self.listeners = Gauge(
            "parley_event_streams", "Open event streams of widgets", registry=self._registry
        )

    def show_ratings(self, figures: Iterable[RatingFigure]) -> None:
        """Set the figures about ratings; those that nobody gave for a while go."""
        self.ratings.clear()
        self.rating_average.clear()
        for figure in figures:
            labels = {"kind": figure.kind.value, "about": figure.about.value}
            self.ratings.labels(**labels).set(figure.count)
            self.rating_average.labels(**labels).set(figure.average)

    def render(self) -> bytes:
        """The figures in Prometheus's text format."""
        return generate_latest(self._registry)
