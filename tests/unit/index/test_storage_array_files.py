"""Files of arrays."""

from pathlib import Path

import numpy as np
import pytest

from index.storage.array_files import ArrayWriter, read_arrays, write_arrays


class TestFilesOfArrays:
    def test_come_back_as_they_went(self, tmp_path: Path) -> None:
        arrays = {
            "small": np.arange(3, dtype=np.int32),
            "none": np.zeros(0, dtype=np.int64),
            "large": np.arange(300_000, dtype=np.uint64),
            "turned": np.arange(6, dtype=">i4")[::-1],
        }
        write_arrays(tmp_path / "file", arrays)
        read = read_arrays(tmp_path / "file")
        assert list(read) == list(arrays)
        for name, array in arrays.items():
            assert read[name].tolist() == array.tolist()
            assert not read[name].flags.writeable
            assert read[name].dtype == array.dtype.newbyteorder("<")
            assert read[name].ctypes.data % 64 == 0

    def test_take_arrays_in_pieces_of_one_kind(self, tmp_path: Path) -> None:
        with ArrayWriter(tmp_path / "file") as writer:
            writer.write("a", np.arange(2, dtype=np.int32))
            writer.write("a", np.arange(2, 5, dtype=np.int32))
            with pytest.raises(ValueError, match="int64"):
                writer.write("a", np.arange(2, dtype=np.int64))
            writer.finish()
        assert read_arrays(tmp_path / "file")["a"].tolist() == [0, 1, 2, 3, 4]

    def test_are_removed_when_they_are_not_finished(self, tmp_path: Path) -> None:
        def fail() -> None:
            with ArrayWriter(tmp_path / "file") as writer:
                writer.write("a", np.arange(2))
                raise RuntimeError("the source is gone")

        with pytest.raises(RuntimeError, match="the source is gone"):
            fail()
        assert list(tmp_path.iterdir()) == []
