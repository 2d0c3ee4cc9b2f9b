"""The WSGI entry point: `gunicorn wsgi:app`."""

from factcheck import logs
from factcheck.app import create_app
from factcheck.config import Config

config = Config.from_env()
logs.configure(config.operating.log_format)
app = create_app(config)
app.extensions["factcheck.receipts"].start()
