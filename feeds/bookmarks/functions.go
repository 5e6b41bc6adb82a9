package bookmarks

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"text/template"
	"time"
)

// builtin are the functions every template has, as text/template documents
// them; and, or are the evaluator's, for they may leave words unread. call is
// not among them: the data has no functions.
var builtin = map[string]function{
	"not":      ofOne(func(v any) (any, error) { return !truthful(v), nil }),
	"len":      ofOne(length),
	"index":    index,
	"slice":    slice,
	"print":    func(args []any) (any, error) { return fmt.Sprint(args...), nil },
	"println":  func(args []any) (any, error) { return fmt.Sprintln(args...), nil },
	"printf":   printf,
	"html":     func(args []any) (any, error) { return template.HTMLEscapeString(words(args)), nil },
	"js":       func(args []any) (any, error) { return template.JSEscapeString(words(args)), nil },
	"urlquery": func(args []any) (any, error) { return template.URLQueryEscaper(words(args)), nil },
	"eq":       equal,
	"ne":       ofTwo(func(a, b any) (any, error) { is, err := same(a, b); return !is, err }),
	"lt":       ordered(func(c int) bool { return c < 0 }),
	"le":       ordered(func(c int) bool { return c <= 0 }),
	"gt":       ordered(func(c int) bool { return c > 0 }),
	"ge":       ordered(func(c int) bool { return c >= 0 }),
}

func ofOne(f func(any) (any, error)) function {
	return func(args []any) (any, error) {
		if len(args) != 1 {
			return nil, fmt.Errorf("wrong number of args: want 1 got %d", len(args))
		}
		return f(args[0])
	}
}

func ofTwo(f func(a, b any) (any, error)) function {
	return func(args []any) (any, error) {
		if len(args) != 2 {
			return nil, fmt.Errorf("wrong number of args: want 2 got %d", len(args))
		}
		return f(args[0], args[1])
	}
}

// words puts arguments together as print does.
func words(args []any) string {
	if len(args) == 1 {
		if s, ok := args[0].(string); ok {
			return s
		}
	}
	return fmt.Sprint(args...)
}

func printf(args []any) (any, error) {
	if len(args) == 0 {
		return nil, errors.New("wrong number of args: want at least 1 got 0")
	}
	format, ok := args[0].(string)
	if !ok {
		return nil, fmt.Errorf("wrong type for value; expected string; got %T", args[0])
	}
	return fmt.Sprintf(format, args[1:]...), nil
}

// truthful says whether a value counts as true: neither empty nor zero.
func truthful(v any) bool {
	switch v := v.(type) {
	case nil:
		return false
	case bool:
		return v
	case string:
		return v != ""
	case int:
		return v != 0
	case float64:
		return v != 0
	case []any:
		return len(v) > 0
	case []string:
		return len(v) > 0
	case map[string]any:
		return len(v) > 0
	}
	return true // a time, the bookmarks
}

func length(v any) (any, error) {
	switch v := v.(type) {
	case string:
		return len(v), nil
	case []any:
		return len(v), nil
	case []string:
		return len(v), nil
	case map[string]any:
		return len(v), nil
	case iter.Seq[map[string]any]:
		return nil, errors.New("how many bookmarks there are is known at their end")
	}
	return nil, fmt.Errorf("len of type %T", v)
}

func index(args []any) (any, error) {
	if len(args) == 0 {
		return nil, errors.New("wrong number of args: want at least 1 got 0")
	}
	v := args[0]
	for _, at := range args[1:] {
		if m, ok := v.(map[string]any); ok {
			key, ok := at.(string)
			if !ok {
				return nil, fmt.Errorf("value has type %T; should be string", at)
			}
			v = m[key]
			continue
		}
		n, err := length(v)
		if err != nil {
			return nil, fmt.Errorf("can't index item of type %T", v)
		}
		i, err := place(at, n.(int)-1)
		if err != nil {
			return nil, err
		}
		switch list := v.(type) {
		case string:
			v = int(list[i])
		case []any:
			v = list[i]
		case []string:
			v = list[i]
		}
	}
	return v, nil
}

// slice cuts a text or a list, as v[from:to].
func slice(args []any) (any, error) {
	if len(args) == 0 || len(args) > 3 {
		return nil, fmt.Errorf("wrong number of args: want 1 to 3 got %d", len(args))
	}
	n, err := length(args[0])
	if _, isMap := args[0].(map[string]any); err != nil || isMap {
		return nil, fmt.Errorf("can't slice item of type %T", args[0])
	}
	from, to := 0, n.(int)
	if len(args) > 1 {
		if from, err = place(args[1], to); err != nil {
			return nil, err
		}
	}
	if len(args) > 2 {
		if to, err = place(args[2], to); err != nil {
			return nil, err
		}
	}
	if from > to {
		return nil, fmt.Errorf("invalid slice index: %d > %d", from, to)
	}
	switch list := args[0].(type) {
	case []any:
		return list[from:to], nil
	case []string:
		return list[from:to], nil
	}
	return args[0].(string)[from:to], nil
}

func place(at any, most int) (int, error) {
	i, ok := at.(int)
	if f, isFloat := at.(float64); isFloat { // as JSON has all numbers
		i, ok = int(f), float64(int(f)) == f
	}
	switch {
	case !ok:
		return 0, fmt.Errorf("cannot index slice/array with type %T", at)
	case i < 0 || i > most:
		return 0, fmt.Errorf("index out of range: %d", i)
	}
	return i, nil
}

// equal says whether the first value is one of the others.
func equal(args []any) (any, error) {
	if len(args) < 2 {
		return nil, errors.New("missing argument for comparison")
	}
	for _, b := range args[1:] {
		if is, err := same(args[0], b); is || err != nil {
			return is, err
		}
	}
	return false, nil
}

var errKinds = errors.New("incompatible types for comparison")

func same(a, b any) (bool, error) {
	if x, y, ok := numbers(a, b); ok {
		return x == y, nil
	}
	switch x := a.(type) {
	case nil:
		return b == nil, nil
	case string:
		y, ok := b.(string)
		if !ok && b != nil {
			return false, errKinds
		}
		return ok && x == y, nil
	case bool:
		y, ok := b.(bool)
		if !ok && b != nil {
			return false, errKinds
		}
		return ok && x == y, nil
	case time.Time:
		y, ok := b.(time.Time)
		if !ok && b != nil {
			return false, errKinds
		}
		return ok && x.Equal(y), nil
	}
	if b == nil {
		return false, nil
	}
	return false, errKinds
}

// numbers gives both as numbers where they are: JSON's are all of one kind, so
// that one of its may be compared with one written in the template.
func numbers(a, b any) (x, y float64, ok bool) {
	number := func(v any) (float64, bool) {
		switch v := v.(type) {
		case int:
			return float64(v), true
		case float64:
			return v, true
		}
		return 0, false
	}
	x, okX := number(a)
	y, okY := number(b)
	return x, y, okX && okY
}

func ordered(holds func(int) bool) function {
	return ofTwo(func(a, b any) (any, error) {
		if x, y, ok := numbers(a, b); ok {
			return holds(cmp.Compare(x, y)), nil
		}
		switch x := a.(type) {
		case string:
			if y, ok := b.(string); ok {
				return holds(cmp.Compare(x, y)), nil
			}
		case time.Time:
			if y, ok := b.(time.Time); ok {
				return holds(x.Compare(y)), nil
			}
		}
		return nil, errKinds
	})
}

// ofTime is what a template may ask of a time, by the names of Go's methods.
func ofTime(t time.Time, name string, args []any) (any, error) {
	want := 0
	if name == "Format" {
		want = 1
	}
	if len(args) != want {
		return nil, fmt.Errorf("wrong number of args for %s: want %d got %d", name, want, len(args))
	}
	switch name {
	case "Format":
		layout, ok := args[0].(string)
		if !ok {
			return nil, fmt.Errorf("wrong type for value; expected string; got %T", args[0])
		}
		return t.Format(layout), nil
	case "Year":
		return t.Year(), nil
	case "Month":
		return t.Month(), nil
	case "Day":
		return t.Day(), nil
	case "Weekday":
		return t.Weekday(), nil
	case "Hour":
		return t.Hour(), nil
	case "Minute":
		return t.Minute(), nil
	case "Second":
		return t.Second(), nil
	case "YearDay":
		return t.YearDay(), nil
	case "Unix":
		return int(t.Unix()), nil
	case "UTC":
		return t.UTC(), nil
	case "IsZero":
		return t.IsZero(), nil
	case "String":
		return t.String(), nil
	}
	return nil, fmt.Errorf("can't evaluate field %s in type time.Time", name)
}
