# pathlib and tempfile on real files.
import os
import pathlib
import tempfile

folder = pathlib.Path(tempfile.mkdtemp())
file = folder / "notes.txt"
print(file.write_text("one\ntwo\n"), file.read_text().splitlines(), file.exists(), file.is_file(), file.is_dir())
print(file.name, file.stem, file.suffix, file.parent == folder, file.with_suffix(".md").name, file.relative_to(folder))
(folder / "sub" / "deep").mkdir(parents=True)
print(sorted(p.name for p in folder.iterdir()), [p.name for p in sorted(folder.glob("*.txt"))])
print(sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*")))
with open(file, "a", encoding="utf-8") as stream:
    print("three", file=stream)
print(file.stat().st_size, os.fspath(file) == str(file), file.read_bytes()[-6:])
print(pathlib.PurePosixPath("/a/../b/./c.tar.gz").suffixes, pathlib.PurePath("a") / "b" < pathlib.PurePath("a/c"))
file.rename(folder / "other.txt")
print(file.exists(), isinstance(folder, os.PathLike))
try:
    file.read_text()
except FileNotFoundError as error:
    print(error.errno, error.strerror)
(folder / "other.txt").unlink()
(folder / "sub" / "deep").rmdir()
(folder / "sub").rmdir()
folder.rmdir()
print(folder.exists())
