#!/usr/bin/env node
// In CommonJS, which starts faster: the package.json beside this file says so.

// Node 22 and newer keep compiled code between runs; older ones have no such function.
require('node:module').enableCompileCache?.();
require('../dist/cli.cjs').runProcess();
