package bookmarks

import (
	"text/template/parse"
	"time"
)

// value evaluates a pipeline, each command taking the value before as its last
// argument.
func (r *run) value(dot any, n *parse.PipeNode) any {
	if n == nil {
		return nil
	}
	r.at(n)
	var value any
	for i, c := range n.Cmds {
		var last []any
		if i > 0 {
			last = []any{value}
		}
		value = r.command(dot, c, last)
	}
	return value
}

// command evaluates one command; last is what the pipeline hands it, if any.
func (r *run) command(dot any, c *parse.CommandNode, last []any) any {
	first := c.Args[0]
	r.at(first)
	given := len(c.Args) > 1 || len(last) > 0
	arguments := func() []any {
		var args []any
		for _, a := range c.Args[1:] {
			args = append(args, r.argument(dot, a))
		}
		r.at(first)
		return append(args, last...)
	}
	switch n := first.(type) {
	case *parse.IdentifierNode:
		if n.Ident == "and" || n.Ident == "or" {
			return r.either(dot, n.Ident == "or", c.Args[1:], last)
		}
		v, err := r.funcs[n.Ident](arguments())
		if err != nil {
			r.fail("error calling %s: %w", n.Ident, err)
		}
		return v
	case *parse.FieldNode:
		return r.fields(dot, n.Ident, arguments)
	case *parse.VariableNode:
		if len(n.Ident) > 1 {
			return r.fields(r.variable(n.Ident[0]), n.Ident[1:], arguments)
		}
	case *parse.ChainNode:
		return r.fields(r.argument(dot, n.Node), n.Field, arguments)
	case *parse.NilNode:
		r.fail("nil is not a command")
	}
	if given {
		r.fail("can't give argument to non-function %s", first)
	}
	return r.argument(dot, first)
}

// argument evaluates one word.
func (r *run) argument(dot any, node parse.Node) any {
	r.at(node)
	switch n := node.(type) {
	case *parse.DotNode:
		return dot
	case *parse.NilNode:
		return nil
	case *parse.BoolNode:
		return n.True
	case *parse.StringNode:
		return n.Text
	case *parse.NumberNode:
		switch {
		case n.IsInt:
			return int(n.Int64)
		case n.IsFloat:
			return n.Float64
		case n.IsComplex:
			return n.Complex128
		}
		r.fail("%s is no number that fits", n.Text)
	case *parse.VariableNode:
		return r.fields(r.variable(n.Ident[0]), n.Ident[1:], nothing)
	case *parse.FieldNode:
		return r.fields(dot, n.Ident, nothing)
	case *parse.ChainNode:
		return r.fields(r.argument(dot, n.Node), n.Field, nothing)
	case *parse.PipeNode:
		return r.pipe(dot, n)
	case *parse.IdentifierNode:
		return r.command(dot, &parse.CommandNode{Args: []parse.Node{n}}, nil)
	}
	r.fail("%s cannot stand here", node)
	return nil
}

func nothing() []any { return nil }

func (r *run) variable(name string) any {
	for i := len(r.vars) - 1; i >= 0; i-- {
		if r.vars[i].name == name {
			return r.vars[i].value
		}
	}
	r.fail("undefined variable: %s", name)
	return nil
}

// either is and, and or: the first value that settles it, and no word behind
// it is evaluated.
func (r *run) either(dot any, or bool, words []parse.Node, last []any) any {
	var v any
	for _, w := range words {
		if v = r.argument(dot, w); truthful(v) == or {
			return v
		}
	}
	if len(last) > 0 {
		return last[0]
	}
	if len(words) == 0 {
		r.fail("wrong number of args: want at least 1 got 0")
	}
	return v
}

// fields follows names into a value; arguments are for the last.
func (r *run) fields(v any, names []string, arguments func() []any) any {
	for i, name := range names {
		var args []any
		if i == len(names)-1 {
			args = arguments()
		}
		v = r.field(v, name, args)
	}
	return v
}

func (r *run) field(v any, name string, args []any) any {
	if t, ok := v.(time.Time); ok {
		got, err := ofTime(t, name, args)
		if err != nil {
			r.fail("%w", err)
		}
		return got
	}
	m, ok := v.(map[string]any)
	switch got, has := m[name]; {
	case v == nil:
		r.fail("nil data; no entry for key %q", name)
	case !ok:
		r.fail("can't evaluate field %s in type %T", name, v)
	case !has:
		r.fail("map has no entry for key %q", name)
	case len(args) > 0:
		r.fail("%s is not a method but has arguments", name)
	default:
		return got
	}
	return nil
}
