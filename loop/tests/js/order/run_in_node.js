// SPDX-License-Identifier: MIT
//
// Translates programs of the small language of README.md into JavaScript and runs them one after
// the other, the first as the main script of this process. Writes what each printed as JSON:
//   node run_in_node.js STRETCH PROGRAM.json...    STRETCH multiplies the delays of the timers
//   node run_in_node.js show PROGRAM.json          writes the JavaScript instead
'use strict';

const fs = require('node:fs');

// --- Translation ---

const quote = JSON.stringify;
const completions = ['return', 'return_more', 'throw'];

function block(statements) {
  return `{ ${statements.map(statement).join(' ')} }`;
}

// A body that does not say what it returns returns 0.
function returning(statements) {
  const is_complete = statements.length > 0 && completions.includes(statements.at(-1)[0]);
  return block(is_complete ? statements : [...statements, ['return', 0]]);
}

function handler(statements) {
  return `(it) => ${returning(statements)}`;
}

function value(of) {
  return typeof of === 'number' ? String(of) : promise(of);
}

function list(promises) {
  return `[${promises.map(promise).join(', ')}]`;
}

const promise_makers = {
  resolved: (number) => `Promise.resolve(${number})`,
  rejected: (message) => `Promise.reject(new Error(${quote(message)}))`,
  then: (of, fulfilled, rejected) =>
      `${promise(of)}.then(${handler(fulfilled)}` + (rejected ? `, ${handler(rejected)})` : ')'),
  catch: (of, rejected) => `${promise(of)}.catch(${handler(rejected)})`,
  finally: (of, settled) => `${promise(of)}.finally(${handler(settled)})`,
  all: (label, promises) => `all(${quote(label)}, ${list(promises)})`,
  all_settled: (label, promises) => `all_settled(${quote(label)}, ${list(promises)})`,
  any: (promises) => `Promise.any(${list(promises)})`,
  race: (promises) => `Promise.race(${list(promises)})`,
  async: (statements) => `(async () => { let it; ${returning(statements).slice(2)})()`,
};

function promise(of) {
  return typeof of === 'string' ? `promises.${of}` : promise_makers[of[0]](...of.slice(1));
}

const statements_of = {
  print: (label) => `print(${quote(label)});`,
  print_it: (label) => `print_it(${quote(label)}, it);`,
  let: (name, of) => `promises.${name} = ${promise(of)};`,
  resolvers: (name) => `with_resolvers(${quote(name)});`,
  resolve: (name, of) => `resolvers.${name}.resolve(${value(of)});`,
  reject: (name, message) => `resolvers.${name}.reject(new Error(${quote(message)}));`,
  next_tick: (body) => `process.nextTick(() => ${block(body)});`,
  microtask: (body) => `queueMicrotask(() => ${block(body)});`,
  immediate: (body, name = 'unnamed') => `immediate(${quote(name)}, () => ${block(body)});`,
  timeout: (name, delay_ms, body) =>
      `timeout(${quote(name)}, ${delay_ms}, () => ${block(body)});`,
  interval: (name, delay_ms, runs, body) =>
      `interval(${quote(name)}, ${delay_ms}, ${runs}, () => ${block(body)});`,
  clear: (name) => `clearTimeout(timers.${name});`,
  clear_immediate: (name) => `clearImmediate(immediates.${name});`,
  await: (label, of) => `it = await ${promise(of)}; print_it(${quote(label)}, it);`,
  try: (body, caught) => `try ${block(body)} catch (error) { it = error; ${block(caught)} }`,
  repeat: (runs, body) => `for (let run = 0; run < ${runs}; ++run) ${block(body)}`,
  return: (of) => `return ${value(of)};`,
  return_more: (more) => `return it + ${more};`,
  throw: (message) => `throw new Error(${quote(message)});`,
};

function statement([operation, ...operands]) {
  const translate = statements_of[operation];
  return translate ? translate(...operands) : `${promise([operation, ...operands])};`;
}

// --- What the translated programs call ---

let prints;
let promises;
let resolvers;
let timers;
let immediates;

function describe(it) {
  if (it instanceof AggregateError) return `errors ${it.errors.map(describe).join(', ')}`;
  if (it instanceof TypeError) return 'a promise waits for itself';
  return it instanceof Error ? `error ${it.message}` : String(it);
}

function print(label) {
  look_at_clock();
  prints.push(label);
}

function print_it(label, it) {
  print(`${label}: ${describe(it)}`);
}

function with_resolvers(name) {
  promises[name] = new Promise((resolve, reject) => { resolvers[name] = {resolve, reject}; });
}

function all(label, of) {
  return Promise.all(of).then((values) => {
    print(`${label}: ${values.join(', ')}`);
    return values.length;
  });
}

function all_settled(label, of) {
  return Promise.allSettled(of).then((settled) => {
    print(`${label}: ${settled.map((one) => describe(one.value ?? one.reason)).join(', ')}`);
    return settled.length;
  });
}

process.on('unhandledRejection', (reason, promise) => {
  promise.reason = reason;
  print_it('unhandled', reason);
});
process.on('rejectionHandled', (promise) => print_it('handled after all', promise.reason));

// --- Time, as it would be if every timer were punctual ---

// A run counts if its order is that of punctual timers: nothing runs so late that a timer that is
// due later may have overtaken it, timers that are due at the same time were set at the same time,
// and they run in the same turn.
const gap_ms = 20;
const stretch = Number(process.argv[2]);
let begin_ms;
let now_ms;
let is_orderly;
let has_turned;  // an immediate ran since the last timer
let set_at_ms;

function look_at_clock() {
  if (performance.now() - begin_ms >= (now_ms + gap_ms - 1) * stretch) is_orderly = false;
}

function due_in(delay_ms) {
  const due_ms = now_ms + delay_ms;
  set_at_ms[due_ms] ??= now_ms;
  if (set_at_ms[due_ms] !== now_ms) is_orderly = false;
  return due_ms;
}

function begin(due_ms) {
  if (due_ms < now_ms || (due_ms === now_ms && has_turned)) is_orderly = false;
  now_ms = due_ms;
  has_turned = false;
  look_at_clock();
}

function immediate(name, body) {
  immediates[name] = setImmediate(() => {
    has_turned = true;
    look_at_clock();
    body();
  });
}

function timeout(name, delay_ms, body) {
  const due_ms = due_in(delay_ms);
  timers[name] = setTimeout(() => {
    begin(due_ms);
    body();
  }, delay_ms * stretch);
}

function interval(name, delay_ms, runs, body) {
  let due_ms = due_in(delay_ms);
  let run = 0;
  const timer = timers[name] = setInterval(() => {
    begin(due_ms);
    if (++run === runs) clearInterval(timer);
    else due_ms = due_in(delay_ms);
    body();
  }, delay_ms * stretch);
}

// --- Programs, one after the other ---

function javascript(path) {
  const {program} = JSON.parse(fs.readFileSync(path, 'utf8'));
  return `'use strict'; ${program.map(statement).join('\n')}`;
}

function run(path) {
  const text = javascript(path);
  [prints, promises, resolvers, timers, immediates] = [[], {}, {}, {}, {}];
  [now_ms, is_orderly, has_turned, set_at_ms] = [0, true, false, {}];
  begin_ms = performance.now();
  eval(text);
}

const paths = process.argv.slice(3);
const results = [];

if (process.argv[2] === 'show') {
  console.log(javascript(paths[0]));
} else {
  // Emitted when a program has nothing left to run or to wait for.
  process.on('beforeExit', () => {
    results.push({prints, is_orderly});
    if (results.length < paths.length) setImmediate(() => run(paths[results.length]));
  });
  process.on('exit', () => fs.writeSync(1, JSON.stringify(results)));
  run(paths[0]);
}
