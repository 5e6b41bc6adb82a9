package bookmarks

import (
	"encoding/binary"
	"errors"
)

// lz4Magic begins a file of Firefox's that is packed: it, the size as 32 bits,
// then one block of LZ4 (lz4_Block_format.md).
const lz4Magic = "mozLz40\x00"

var errLZ4 = errors.New("damaged LZ4")

func unpackLZ4(data []byte) ([]byte, error) {
	data = data[len(lz4Magic):]
	if len(data) < 4 {
		return nil, errLZ4
	}
	size := int(binary.LittleEndian.Uint32(data))
	if data = data[4:]; size > maxFile || size > 256*len(data) { // it packs 255 bytes into one at most
		return nil, errLZ4
	}
	out := make([]byte, 0, size)
	for len(data) > 0 {
		token := data[0]
		data = data[1:]
		literals, rest, ok := lz4Length(data, int(token>>4))
		if !ok || literals > len(rest) || len(out)+literals > size {
			return nil, errLZ4
		}
		out = append(out, rest[:literals]...)
		if data = rest[literals:]; len(data) == 0 {
			break // the last sequence has literals alone
		}
		if len(data) < 2 {
			return nil, errLZ4
		}
		back := int(binary.LittleEndian.Uint16(data))
		match, rest, ok := lz4Length(data[2:], int(token&15))
		if match += 4; !ok || back == 0 || back > len(out) || len(out)+match > size {
			return nil, errLZ4
		}
		data = rest
		for range match { // byte by byte: a match may overlap itself
			out = append(out, out[len(out)-back])
		}
	}
	if len(out) != size {
		return nil, errLZ4
	}
	return out, nil
}

// lz4Length reads the bytes that prolong a length of 15.
func lz4Length(data []byte, n int) (length int, rest []byte, ok bool) {
	if n < 15 {
		return n, data, true
	}
	for len(data) > 0 {
		c := data[0]
		data = data[1:]
		if n += int(c); c < 255 {
			return n, data, true
		}
	}
	return 0, nil, false
}
