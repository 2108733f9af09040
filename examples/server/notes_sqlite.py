"""Notes in SQLite: create, read, update, delete.

    curl -X POST localhost:8000/notes -H 'content-type: application/json' -d '{"title": "Milk"}'
"""

import os
import sqlite3
from typing import Annotated

from krait.api import Depends, FastAPI, Field, HTTPException, Model, Query

PATH = os.environ.get("NOTES_DB", "notes.db")


def lifespan(app):
    with sqlite3.connect(PATH) as database:
        database.execute("create table if not exists notes (id integer primary key, title text, done integer)")
    yield


app = FastAPI(title="Notes", lifespan=lifespan)


class NewNote(Model):
    title: str = Field(min_length=1, max_length=100)
    done: bool = False


class Note(NewNote):
    id: int


def connection():
    database = sqlite3.connect(PATH)
    database.row_factory = sqlite3.Row
    try:
        yield database
        database.commit()
    finally:
        database.close()


Database = Annotated[sqlite3.Connection, Depends(connection)]


def found(note_id: int, database: Database):
    row = database.execute("select * from notes where id = ?", (note_id,)).fetchone()
    if row is None:
        raise HTTPException(404, "There is no such note")
    return dict(row)


@app.post("/notes", status_code=201)
def create(note: NewNote, database: Database) -> Note:
    cursor = database.execute("insert into notes (title, done) values (?, ?)", (note.title, note.done))
    return Note(id=cursor.lastrowid, title=note.title, done=note.done)


@app.get("/notes")
def read_all(database: Database, done: bool | None = None, limit: Annotated[int, Query(ge=1, le=100)] = 20) -> list[Note]:
    where, values = ("where done = ?", [done]) if done is not None else ("", [])
    return [dict(row) for row in database.execute(f"select * from notes {where} order by id limit ?", [*values, limit])]


@app.get("/notes/{note_id}")
def read(note: dict = Depends(found)) -> Note:
    return note


@app.put("/notes/{note_id}")
def update(new: NewNote, database: Database, note: dict = Depends(found)) -> Note:
    database.execute("update notes set title = ?, done = ? where id = ?", (new.title, new.done, note["id"]))
    return {**new.model_dump(), "id": note["id"]}


@app.delete("/notes/{note_id}", status_code=204)
def delete(database: Database, note: dict = Depends(found)):
    database.execute("delete from notes where id = ?", (note["id"],))


if __name__ == "__main__":
    app.run()
