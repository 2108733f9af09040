import { main } from "../../programs/timing.mjs";

const LIMIT = 100;

function escape(cr, ci) {
  let zr = 0;
  let zi = 0;
  for (let step = 0; step < LIMIT; step++) {
    const zr2 = zr * zr;
    const zi2 = zi * zi;
    if (zr2 + zi2 > 4) return step;
    zi = 2 * zr * zi + ci;
    zr = zr2 - zi2 + cr;
  }
  return LIMIT;
}

function draw(width, height) {
  const pixels = new Uint8ClampedArray(width * height * 4);
  let at = 0;
  for (let y = 0; y < height; y++) {
    const ci = (2 * y) / height - 1;
    for (let x = 0; x < width; x++) {
      const steps = escape((3 * x) / width - 2, ci);
      if (steps < LIMIT) {
        pixels[at] = (steps * 5) & 255;
        pixels[at + 1] = (steps * 9) & 255;
        pixels[at + 2] = 255 - steps * 2;
      }
      pixels[at + 3] = 255;
      at += 4;
    }
  }
  return pixels;
}

function run(n) {
  const pixels = draw(n, Math.floor((n * 2) / 3));
  let checksum = 0;
  for (const byte of pixels) checksum = (checksum * 31 + byte) % 1000003;
  return checksum;
}

main((n) => n, run, 480);
