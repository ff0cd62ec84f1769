"""Counts the effort of a job: each page fetched, each form posted, each field filled."""

from dataclasses import dataclass, field

from playwright.sync_api import Page, Request


@dataclass
class Cost:
    """What a job has cost so far. Redirects and what the page requests by itself don't count."""

    page: Page
    steps: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", self._note)

    def fill(self, label: str, words: str) -> None:
        self.fields.append(label)
        self.page.get_by_label(label).fill(words)

    def choose(self, label: str, path: str) -> None:
        self.fields.append(label)
        self.page.get_by_label(label).set_input_files(path)

    def _note(self, request: Request) -> None:
        if request.is_navigation_request() and request.frame == self.page.main_frame and not request.redirected_from:
            self.steps.append(f"{request.method} {request.url}")
