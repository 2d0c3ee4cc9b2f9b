// On whatever page comes next: what has arrived, or is old, is erased from this browser.

import { eraseOld, eraseSent } from "./kept.js";

eraseSent();
eraseOld();
