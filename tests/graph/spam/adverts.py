"""What the stories of the spam check have in common: a site that has learnt from forty adverts and 240 tips."""

from dataclasses import replace

from graph import clock, driver
from graph.settings import Settings
from graph.spam import learning

ADVERT = (
    "Free casino bonus: deposit now, guaranteed winnings at https://win-big.example/1 and https://win-big.example/2"
)
TIP = "Rotate the certificate before the deploy, see https://docs.example.com/keys and https://github.com/tls"


def learn(graph: Settings, *, is_used: bool = True) -> None:
    """Let the site use what it learns from adverts that coaches withdrew a week ago, and from tips of last month."""
    week = clock.key(clock.now() - learning.AFTER_PUBLISHING) - 1_000_000
    driver.write(
        """
        UNWIND range(1, 40) AS number
        CREATE (act:Withdrawal {id: 'spam' + toString(number), of: 'ad' + toString(number), at_key: $key,
                                is_audited: true})
        CREATE (act)-[:KEEPS_COPY]->(:Withdrawn {id: 'ad' + toString(number), was: 'Tip', body: $advert})
        CREATE (:Report {id: 'r' + toString(number), key: 'r' + toString(number), about: 'ad' + toString(number),
                         reason: 'spam', state: 'upheld'})
        """,
        key=week,
        advert=ADVERT,
    )
    driver.write(
        """
        UNWIND range(1, 240) AS number
        CREATE (:Post:Tip {id: 'tip' + toString(number), kind: 'tip', title: 'Keys', body: $tip, audience: 'everyone',
                           posted_key: $key})
        """,
        key=week,
        tip=TIP,
    )
    driver.connect(replace(graph, spam_check=is_used))
    learning.learn()
