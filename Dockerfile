# One image for every command: serve (the default), worker, migrate, ingest, reindex.
# Nothing is compiled here: every dependency comes as a wheel whose hash requirements.lock states.

FROM python:3.13-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /build

COPY requirements.lock requirements-build.lock ./
RUN python -m venv --without-pip /opt/resolution-search \
    && python -m pip --python /opt/resolution-search/bin/python install --quiet --no-compile \
        --require-hashes --only-binary :all: -r requirements.lock \
    && python -m venv --without-pip /build/tools \
    && python -m pip --python /build/tools/bin/python install --quiet --no-compile \
        --require-hashes --only-binary :all: -r requirements-build.lock

COPY pyproject.toml README.md LICENSE ./
COPY migrations ./migrations
COPY index ./index
COPY service ./service
# Byte-compile now: the runtime user cannot write beside the code, and Whoosh's old escape sequences are warned
# about once, here, instead of at each start. Unchecked, because the files never change in an image.
RUN /build/tools/bin/python -m hatchling build --target wheel --directory /build/dist \
    && python -m pip --python /opt/resolution-search/bin/python install --quiet --no-compile --no-deps --no-index \
        /build/dist/*.whl \
    && /opt/resolution-search/bin/python -W ignore -m compileall -q --invalidation-mode unchecked-hash \
        /opt/resolution-search/lib


FROM python:3.13-slim-bookworm AS runtime
ARG VERSION=0.0.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="resolution-search" \
      org.opencontainers.image.description="Search over United Nations resolutions, paragraph by paragraph" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"

COPY --from=build /opt/resolution-search /opt/resolution-search
# The only place that is written to, so that the rest may be read-only.
RUN install -d -o 10001 -g 10001 -m 0770 /data
VOLUME /data
WORKDIR /data

ENV PATH=/opt/resolution-search/bin:$PATH \
    HOME=/data \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    RESOLUTION_SEARCH_DATA_DIR=/data \
    RESOLUTION_SEARCH_HOST=0.0.0.0 \
    RESOLUTION_SEARCH_PORT=8000

USER 10001:10001
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ['RESOLUTION_SEARCH_PORT'] + '/healthz', timeout=4)"]
ENTRYPOINT ["resolution-search"]
CMD ["serve"]
