// Runs a program's kernel several times: the result to stdout, each time to stderr, as the Python
// twins do. A page takes the defaults, as it does for Python: there both are lines of the console.
export function main(prepare, run, size) {
  const args = typeof process === "undefined" ? [] : process.argv.slice(2);
  const n = args.length > 0 ? Number(args[0]) : size;
  const reps = args.length > 1 ? Number(args[1]) : 10;
  const data = prepare(n);
  let result;
  for (let rep = 0; rep < reps; rep++) {
    const start = performance.now();
    result = run(data);
    console.error(`rep ${rep} ${(performance.now() - start).toFixed(3)}`);
  }
  console.log(String(result));
}
