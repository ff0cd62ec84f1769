"""What surrounds every page: session, security, settings, errors, forms and the frame."""

BLUEPRINTS = ("uploads",)
