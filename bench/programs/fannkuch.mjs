import { main } from "./timing.mjs";

function run(n) {
  const p = Array.from({ length: n }, (_, i) => i);
  const q = new Array(n).fill(0);
  const s = Array.from({ length: n }, (_, i) => i);
  let sign = 1;
  let maxFlips = 0;
  let total = 0;
  for (;;) {
    let first = p[0];
    if (first !== 0) {
      for (let i = 1; i < n; i++) q[i] = p[i];
      let flips = 1;
      for (;;) {
        const q0 = q[first];
        if (q0 === 0) {
          total += sign * flips;
          if (flips > maxFlips) maxFlips = flips;
          break;
        }
        q[first] = first;
        if (first >= 3) {
          let i = 1;
          let j = first - 1;
          while (i < j) {
            const t = q[i];
            q[i] = q[j];
            q[j] = t;
            i++;
            j--;
          }
        }
        first = q0;
        flips++;
      }
    }
    if (sign === 1) {
      const t = p[0];
      p[0] = p[1];
      p[1] = t;
      sign = -1;
    } else {
      const t = p[1];
      p[1] = p[2];
      p[2] = t;
      sign = 1;
      for (let i = 2; i < n; i++) {
        const sx = s[i];
        if (sx !== 0) {
          s[i] = sx - 1;
          break;
        }
        if (i === n - 1) return `${total} ${maxFlips}`;
        s[i] = i;
        const front = p[0];
        for (let j = 0; j <= i; j++) p[j] = p[j + 1];
        p[i + 1] = front;
      }
    }
  }
}

main((n) => n, run, 9);
