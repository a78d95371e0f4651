import { exit, processArguments, processIo } from './io.ts';
import { main } from './main.ts';

void main(processArguments(), processIo()).then(exit);
