import { exit, onStrayFailure, processArguments, processIo } from './io.ts';
import { main, report } from './main.ts';

const [argv, io] = [processArguments(), processIo()];
onStrayFailure((error) => report(error, argv, io));
void main(argv, io).then(exit);
