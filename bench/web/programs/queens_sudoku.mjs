import { main } from "../../programs/timing.mjs";

const PUZZLES = [
  "53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79",
  "8..........36......7..9.2...5...7.......457.....1...3...1....68..85...1..9....4..",
  "..............3.85..1.2.......5.7.....4...1...9.......5......73..2.1........4...9",
];

class Queens {
  constructor(n) {
    this.n = n;
    this.columns = new Array(n).fill(false);
    this.rising = new Array(2 * n).fill(false);
    this.falling = new Array(2 * n).fill(false);
    this.found = 0;
  }

  place(row) {
    if (row === this.n) {
      this.found++;
      return;
    }
    for (let column = 0; column < this.n; column++) {
      const up = row + column;
      const down = row - column + this.n;
      if (!this.columns[column] && !this.rising[up] && !this.falling[down]) {
        this.columns[column] = this.rising[up] = this.falling[down] = true;
        this.place(row + 1);
        this.columns[column] = this.rising[up] = this.falling[down] = false;
      }
    }
  }
}

class Sudoku {
  constructor(text) {
    this.cells = [...text].map((c) => (c === "." ? 0 : Number(c)));
    this.rows = new Array(9).fill(0);
    this.columns = new Array(9).fill(0);
    this.boxes = new Array(9).fill(0);
    this.tries = 0;
    this.cells.forEach((digit, at) => {
      if (digit) this.flip(at, 1 << digit);
    });
  }

  flip(at, bit) {
    const row = Math.floor(at / 9);
    const column = at % 9;
    this.rows[row] ^= bit;
    this.columns[column] ^= bit;
    this.boxes[Math.floor(row / 3) * 3 + Math.floor(column / 3)] ^= bit;
  }

  candidates(at) {
    const row = Math.floor(at / 9);
    const column = at % 9;
    const used = this.rows[row] | this.columns[column] | this.boxes[Math.floor(row / 3) * 3 + Math.floor(column / 3)];
    const digits = [];
    for (let digit = 1; digit < 10; digit++) {
      if (!((used >> digit) & 1)) digits.push(digit);
    }
    return digits;
  }

  solve() {
    let best = -1;
    let choices = [];
    for (let at = 0; at < 81; at++) {
      if (this.cells[at] === 0) {
        const digits = this.candidates(at);
        if (best < 0 || digits.length < choices.length) {
          best = at;
          choices = digits;
          if (digits.length < 2) break;
        }
      }
    }
    if (best < 0) return true;
    for (const digit of choices) {
      this.tries++;
      if (this.tries > 3000) return false;
      this.cells[best] = digit;
      this.flip(best, 1 << digit);
      if (this.solve()) return true;
      this.flip(best, 1 << digit);
    }
    this.cells[best] = 0;
    return false;
  }
}

function run(n) {
  const queens = new Queens(n);
  queens.place(0);
  const parts = [`${queens.found}`];
  for (const text of PUZZLES) {
    const puzzle = new Sudoku(text);
    puzzle.solve();
    parts.push(`${puzzle.tries}:${puzzle.cells.slice(0, 18).join("")}`);
  }
  return parts.join(" ");
}

main((n) => n, run, 9);
