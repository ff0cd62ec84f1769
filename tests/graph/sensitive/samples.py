"""Made-up secrets. They are put together here, so that no scanner takes this repository for a leak."""

from hashlib import sha256

from graph.sensitive import numbers

LETTERS = "Zq7Xv2Lm9Tc4Rb8Wn3Kd6Hf5Gs1Jp0YyUoEiAtMrNhVxQzBwCkDlFg"
HEX = sha256(b"Ada").hexdigest()


def made(length: int, *, of: str = LETTERS) -> str:
    """Return so many characters that look random."""
    return (of * (length // len(of) + 1))[:length]


def checked(prefix: str) -> str:
    """Return a token with its checksum, as GitHub and npm make them."""
    body = made(30)
    return prefix + body + numbers.checksum(body)


GITHUB = checked("ghp_")
PEM = f"-----BEGIN RSA PRIVATE {'KEY'}-----\n{made(64)}\n{made(64)[::-1]}\n-----END RSA PRIVATE {'KEY'}-----"

CERTAIN = {
    "private_key": PEM,
    "age_key": "AGE-SECRET-KEY-1" + made(58).upper(),
    "github_token": GITHUB,
    "npm_token": checked("npm_"),
    "gitlab_token": "glpat-" + made(20),
    "pypi_token": "pypi-AgEIcHlwaS5vcm" + made(60),
    "slack_token": f"xoxb-{'2847109365'}-{'8361920475'}-{made(24)}",
    "slack_address": f"https://hooks.slack.com/services/T0{made(7).upper()}/B0{made(7).upper()}/{made(24)}",
    "stripe_key": "sk_live_" + made(24),
    "aws_secret": f"aws_secret_access_key = {made(40)}",
    "azure_key": f"AccountName=ada;AccountKey={made(86)}==",
    "azure_secret": "aB18Q~" + made(33),
    "google_secret": "GOCSPX-" + made(28),
    "openai_key": f"sk-proj-{made(24)}T3BlbkFJ{made(24)}",
    "anthropic_key": "sk-ant-api03-" + made(90),
    "hugging_face_token": "hf_" + made(34, of="ZqXvLmTcRbWnKdHfGsJpYyUoEiAtMrNhVx"),
    "sendgrid_key": f"SG.{made(22)}.{made(43)}",
    "digitalocean_token": "dop_v1_" + HEX,
    "docker_token": "dckr_pat_" + made(27),
    "vault_token": "hvs." + made(95),
    "shopify_token": "shpat_" + HEX[:32],
    "grafana_token": f"glsa_{made(32)}_{HEX[:8]}",
    "atlassian_token": "ATATT3" + made(60),
    "telegram_token": "8123456790:AA" + made(33),
}

LIKELY = {
    "github_token": "gho_" + made(36),
    "npm_token": "npm_" + made(36),
    "aws_id": "AKIA" + "QZ7XVLMTCRBWNKD2",
    "google_key": "AIza" + made(35),
    "stripe_key": "sk_test_" + made(24),
    "databricks_token": "dapi" + HEX[:32],
    "json_token": f"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJBZGEifQ.{made(43)}",
    "address_password": "postgres://ada:Kafka-Lag-77@db.guild:5432/posts",
    "password": "password: Kafka-Lag-77",
    "card": "4539 1488 0343 6467",
    "iban": "DE75 5121 0800 1245 1261 99",
    "personnummer": "811218-9876",
    "ssn": "SSN 536-22-8741",
    "address": "b.crystal@oakhill.se\nd.salt@oakhill.se\nj.mir@birchwood.de",
}
