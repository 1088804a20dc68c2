"""Media."""

from pathlib import Path

from bandwidth_sdk import Media

from sdk.python_v1.recorder import Recorder

PICTURE = bytes(range(256)) * 4


def run(recorder: Recorder) -> None:
    file = Path(recorder.plan["file"])
    file.write_bytes(PICTURE)
    step = recorder.step
    step(
        "Media.upload",
        lambda: Media.upload("cat.jpg", content=PICTURE, mime="image/jpeg").media_name,
    )
    step("Media.upload path", lambda: Media.upload("cat.mp3", file_path=str(file)).media_name)
    with file.open("rb") as stream:
        step("Media.upload stream", lambda: Media.upload("my cat.mp3", fd=stream).media_name)
    for name in ("cat.jpg", "cat.mp3", "my cat.mp3"):
        step(f"Media.download {name}", Media(name).download)
    step("Media.get_full_media_url", Media("cat.jpg").get_full_media_url)
    step("Media.list", Media.list)
    step("Media.delete", Media("cat.jpg").delete)
    step("Media.list deleted", Media.list)
    step("Media.download deleted", Media("cat.jpg").download)
