/**
 * A flag for V8, for processes whose threads run from source. Node takes the types out of
 * TypeScript by WebAssembly, in each thread. What calls from there into JavaScript is compiled after
 * so many calls and shared by all threads; V8 13.6 may crash when one thread lets go of such code
 * while another compiles it ("Check failed: jit_page.has_value()", nodejs/node issue 64500). With
 * this many calls it is never compiled, which costs nothing that can be measured.
 */
export const steadyThreads = '--wasm-wrapper-tiering-budget=2000000000';
