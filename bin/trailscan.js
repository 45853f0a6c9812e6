#!/usr/bin/env node
import module from 'node:module';

// Node 22 and newer keep compiled code between runs; older ones have no such function.
module.enableCompileCache?.();
const { runProcess } = await import('../dist/cli.mjs');
await runProcess();
