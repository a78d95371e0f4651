#!/usr/bin/env node
require('../dist/dispatch.cjs');
