/** Returns the length of the number, true, false or null at `at`; 0 when there is none. */
export function lengthOfLiteral(at: usize): usize {
  switch (load<u32>(at)) {
    case 0x65757274: // true
    case 0x6c6c756e: // null
      return 4;
    case 0x736c6166: // fals
      return load<u8>(at, 4) == 0x65 ? 5 : 0;
    default:
      return lengthOfNumber(at);
  }
}

function lengthOfNumber(start: usize): usize {
  let at = start;
  if (load<u8>(at) == 0x2d) at++;
  if (load<u8>(at) == 0x30) at++;
  else {
    const end = skipDigits(at);
    if (end == at) return 0;
    at = end;
  }
  if (load<u8>(at) == 0x2e) {
    const end = skipDigits(at + 1);
    if (end == at + 1) return 0;
    at = end;
  }
  if ((load<u8>(at) | 0x20) == 0x65) {
    const sign = load<u8>(at, 1);
    const digits = at + (sign == 0x2b || sign == 0x2d ? 2 : 1);
    at = skipDigits(digits);
    if (at == digits) return 0;
  }
  return at - start;
}

function skipDigits(at: usize): usize {
  while (load<u8>(at) >= 0x30 && load<u8>(at) <= 0x39) at++;
  return at;
}
