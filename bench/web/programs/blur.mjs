import { main } from "../../programs/timing.mjs";

const KERNEL = [1, 6, 15, 20, 15, 6, 1];

// Blurs along the rows and transposes: twice this is a Gaussian blur.
function blurRows(source, target, width, height) {
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let x = 0; x < width; x++) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let k = 0; k < 7; k++) {
        let at = x + k - 3;
        if (at < 0) at = 0;
        else if (at >= width) at = width - 1;
        const pixel = (row + at) * 4;
        const weight = KERNEL[k];
        red += source[pixel] * weight;
        green += source[pixel + 1] * weight;
        blue += source[pixel + 2] * weight;
      }
      const out = (x * height + y) * 4;
      target[out] = red >> 6;
      target[out + 1] = green >> 6;
      target[out + 2] = blue >> 6;
      target[out + 3] = 255;
    }
  }
}

function prepare(n) {
  const pixels = new Uint8ClampedArray(n * n * 4);
  let x = 23;
  for (let at = 0; at < n * n * 4; at += 4) {
    x = (x * 16807) % 2147483647;
    pixels[at] = x & 255;
    pixels[at + 1] = (x >> 8) & 255;
    pixels[at + 2] = (x >> 16) & 255;
    pixels[at + 3] = 255;
  }
  return [n, pixels];
}

function run([n, pixels]) {
  const between = new Uint8ClampedArray(pixels.length);
  const result = new Uint8ClampedArray(pixels.length);
  blurRows(pixels, between, n, n);
  blurRows(between, result, n, n);
  let checksum = 0;
  for (const byte of result) checksum = (checksum * 31 + byte) % 1000003;
  return checksum;
}

main(prepare, run, 256);
