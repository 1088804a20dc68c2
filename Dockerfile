# docker build -t catapult-simulator . && docker run --rm -p 8080:8080 catapult-simulator

FROM python:3.13-slim AS build
WORKDIR /build
ENV PIP_CONSTRAINT=/build/constraints.txt \
    PIP_BUILD_CONSTRAINT=/build/constraints.txt \
    PIP_NO_CACHE_DIR=1 \
    PIP_ROOT_USER_ACTION=ignore
RUN python -m venv --without-pip /opt/catapult-simulator
COPY constraints.txt pyproject.toml README.md LICENSE ./
COPY docs/ docs/
COPY simulator/ simulator/
RUN pip wheel --quiet --no-deps --wheel-dir wheels . \
 && pip --python /opt/catapult-simulator/bin/python install --quiet --no-compile \
    "$(echo wheels/*.whl)[tls]"
# Python uses this bytecode without a look at the files' times, so it never compiles again.
RUN python -m compileall -q --invalidation-mode unchecked-hash /opt/catapult-simulator/lib

FROM python:3.13-slim
LABEL org.opencontainers.image.title="catapult-simulator" \
      org.opencontainers.image.description="The Catapult v1 telephone network in a box" \
      org.opencontainers.image.licenses="MIT"
ENV PATH=/opt/catapult-simulator/bin:$PATH \
    CATAPULT_SIMULATOR_HOST=0.0.0.0 \
    CATAPULT_SIMULATOR_LOG=text \
    CATAPULT_SIMULATOR_TLS_FOLDER=/var/lib/catapult-simulator
COPY --from=build /opt/catapult-simulator /opt/catapult-simulator
# The base image has no bytecode of the standard library, and the user below cannot write it. The
# demo compiles the modules that are used, and shows that the image works.
RUN catapult-simulator demo >/dev/null
# `serve --tls` keeps its certificate authority here, whoever the container's user is. A volume shares
# it with other containers, which trust authority/ca.pem of it.
RUN mkdir --mode=1777 /var/lib/catapult-simulator
USER 10001:10001
EXPOSE 8080
# Set another port with CATAPULT_SIMULATOR_PORT: the health check reads it too. The first check runs
# after one interval. There is no start period: within one, Docker checks every 5 s unless
# --start-interval says otherwise, which Docker before 25 and buildah before 1.33 do not build.
# `-m` would load twice as much: it takes 1.8 times as long as a bare Python, this 1.2.
HEALTHCHECK --interval=500ms --timeout=3s --retries=20 \
    CMD ["python", "-c", "from catapult_simulator.cli.healthcheck import main; raise SystemExit(main())"]
ENTRYPOINT ["catapult-simulator"]
CMD ["serve"]
