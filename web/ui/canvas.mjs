// What a program draws: operations of a canvas's context by number (desugar/form_view_canvas.c has the same ones).
const DRAW = [
  (c, n, text) => { c.save(); c.setTransform(1, 0, 0, 1, 0, 0); c.globalCompositeOperation = "copy"; c.fillStyle = text; c.fillRect(0, 0, c.canvas.width, c.canvas.height); c.restore(); },
  (c) => c.beginPath(),
  (c, n) => c.moveTo(n[0], n[1]),
  (c, n) => c.lineTo(n[0], n[1]),
  (c, n) => c.bezierCurveTo(...n),
  (c, n) => c.arc(n[0], n[1], n[2], n[3] ?? 0, n[4] ?? Math.PI * 2),
  (c) => c.closePath(),
  (c, n, text) => { c.fillStyle = text; c.fill(); },
  (c, n, text) => { c.strokeStyle = text; c.lineWidth = n[0] ?? 1; c.stroke(); },
  (c, n, text) => { c.fillStyle = text; c.fillRect(n[0], n[1], n[2], n[3]); },
  (c, n, text) => { c.strokeStyle = text; c.strokeRect(n[0], n[1], n[2], n[3]); },
  (c, n, text) => { c.fillStyle = text; c.beginPath(); c.arc(n[0], n[1], n[2], 0, Math.PI * 2); c.fill(); },
  (c, n, text) => { const at = text.indexOf(" "); c.fillStyle = text.slice(0, at); c.fillText(text.slice(at + 1), n[0], n[1]); },
  (c) => c.save(),
  (c) => c.restore(),
  (c, n) => c.translate(n[0], n[1]),
  (c, n) => c.rotate(n[0]),
  (c, n) => c.scale(n[0], n[1]),
  (c) => c.clip(),
];

export const draw = (canvas, operation, numbers, text) => DRAW[operation](canvas.getContext("2d"), numbers, text);
