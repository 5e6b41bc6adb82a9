package bookmarks

import (
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
	"text/template/parse"
	"time"
)

// program is a template ready to run: Go's own parser made its trees, and what
// they say is done here, for the values JSON knows. Go's own executor finds
// methods by name at run time, and a program that has it must carry every
// method of every type it uses: three megabytes, for one format. A test holds
// the two to the same output.
type program struct {
	trees map[string]*parse.Tree
	funcs map[string]function
}

// function is what a name in a template calls.
type function func(args []any) (any, error)

// deepest bounds templates that call themselves.
const deepest = 10_000

func parseTemplate(text string, own map[string]function) (*program, error) {
	p := &program{funcs: maps.Clone(builtin)}
	maps.Copy(p.funcs, own)
	names := map[string]any{"and": true, "or": true} // the parser asks only which there are
	for name := range p.funcs {
		names[name] = true
	}
	var err error
	p.trees, err = parse.Parse("template", text, "", "", names)
	return p, err
}

// execute runs the template over data and writes to w. over is asked at every
// turn of a loop, and ends the run by its error.
func (p *program) execute(w io.Writer, data any, over func() error) (err error) {
	tree := p.trees["template"]
	if tree == nil {
		return nil // nothing but definitions
	}
	r := &run{program: p, w: w, over: over, tree: tree, vars: []variable{{"$", data}}}
	defer func() {
		switch e := recover().(type) {
		case nil:
		case failure:
			err = e.error
		default:
			panic(e)
		}
	}()
	r.list(data, tree.Root)
	return nil
}

// run is one execution: the variables in scope, the innermost last, and where
// the template is.
type run struct {
	*program
	w     io.Writer
	over  func() error
	tree  *parse.Tree
	node  parse.Node
	vars  []variable
	depth int
}

type variable struct {
	name  string
	value any
}

// failure carries an error out of the tree; turn is what a loop is told.
type failure struct{ error }

type turn int

const (
	goOn turn = iota
	leaveLoop
	nextTurn
)

func (r *run) fail(format string, args ...any) {
	place, context := r.tree.ErrorContext(r.node)
	r.end(fmt.Errorf("template: %s: executing %q at <%s>: %w", place, r.tree.Name, context, fmt.Errorf(format, args...)))
}

func (r *run) end(err error) { panic(failure{err}) }

func (r *run) at(n parse.Node) { r.node = n }

// list does the nodes of a list. A break or continue among them is handed to
// the loop around.
func (r *run) list(dot any, list *parse.ListNode) turn {
	if list == nil {
		return goOn
	}
	for _, n := range list.Nodes {
		if t := r.do(dot, n); t != goOn {
			return t
		}
	}
	return goOn
}

func (r *run) do(dot any, node parse.Node) turn {
	r.at(node)
	switch n := node.(type) {
	case *parse.TextNode:
		r.write(n.Text)
	case *parse.ActionNode:
		v := r.pipe(dot, n.Pipe)
		if len(n.Pipe.Decl) == 0 {
			r.print(v)
		}
	case *parse.IfNode:
		return r.branch(dot, &n.BranchNode, false)
	case *parse.WithNode:
		return r.branch(dot, &n.BranchNode, true)
	case *parse.RangeNode:
		return r.loop(dot, n)
	case *parse.TemplateNode:
		r.call(dot, n)
	case *parse.BreakNode:
		return leaveLoop
	case *parse.ContinueNode:
		return nextTurn
	}
	return goOn
}

func (r *run) branch(dot any, n *parse.BranchNode, with bool) turn {
	defer r.leave(len(r.vars))
	v := r.pipe(dot, n.Pipe)
	if !truthful(v) {
		return r.list(dot, n.ElseList)
	}
	if with {
		dot = v
	}
	return r.list(dot, n.List)
}

func (r *run) leave(n int) { r.vars = r.vars[:n] }

func (r *run) call(dot any, n *parse.TemplateNode) {
	tree := r.trees[n.Name]
	if tree == nil {
		r.fail("template %q not defined", n.Name)
	}
	if r.depth++; r.depth > deepest {
		r.fail("exceeded maximum template depth (%v)", deepest)
	}
	was, vars := r.tree, r.vars
	dot = r.pipe(dot, n.Pipe)
	r.tree, r.vars = tree, []variable{{"$", dot}}
	r.list(dot, tree.Root)
	r.tree, r.vars = was, vars
	r.depth--
}

// loop goes through a list, a map by its keys' order, the numbers below one,
// or the bookmarks as they come.
func (r *run) loop(dot any, n *parse.RangeNode) turn {
	defer r.leave(len(r.vars))
	over := r.value(dot, n.Pipe)
	mark := len(r.vars)
	ran := false
	each := func(key, value any) bool {
		ran = true
		if err := r.over(); err != nil {
			r.end(err)
		}
		switch decl := n.Pipe.Decl; {
		case len(decl) == 1:
			r.bind(n.Pipe.IsAssign, decl[0], value)
		case len(decl) > 1:
			r.bind(n.Pipe.IsAssign, decl[0], key)
			r.bind(n.Pipe.IsAssign, decl[1], value)
		}
		t := r.list(value, n.List)
		r.leave(mark)
		return t != leaveLoop
	}
	r.at(n)
	switch over.(type) {
	case int, iter.Seq[map[string]any]:
		if len(n.Pipe.Decl) > 1 {
			r.fail("can't use %v to iterate over more than one variable", n.Pipe)
		}
	}
	if !walk(over, each) {
		r.fail("range can't iterate over %v", over)
	}
	if !ran {
		return r.list(dot, n.ElseList)
	}
	return goOn
}

// bind declares a variable, or gives one that is there its new value.
func (r *run) bind(assign bool, to *parse.VariableNode, value any) {
	if assign {
		r.assign(to.Ident[0], value)
		return
	}
	r.vars = append(r.vars, variable{to.Ident[0], value})
}

func (r *run) assign(name string, value any) {
	for i := len(r.vars) - 1; i >= 0; i-- {
		if r.vars[i].name == name {
			r.vars[i].value = value
			return
		}
	}
	r.fail("undefined variable: %s", name)
}

// walk calls each for every element until it says no; false when v is nothing
// to walk through.
func walk(v any, each func(key, value any) bool) bool {
	switch v := v.(type) {
	case nil:
	case []any:
		for i, e := range v {
			if !each(i, e) {
				break
			}
		}
	case []string:
		for i, e := range v {
			if !each(i, e) {
				break
			}
		}
	case map[string]any:
		for _, k := range slices.Sorted(maps.Keys(v)) {
			if !each(k, v[k]) {
				break
			}
		}
	case int:
		for i := range v {
			if !each(i, i) {
				break
			}
		}
	case iter.Seq[map[string]any]:
		for e := range v {
			if !each(e, e) {
				break
			}
		}
	default:
		return false
	}
	return true
}

// pipe evaluates a pipeline and gives its variables the value.
func (r *run) pipe(dot any, n *parse.PipeNode) any {
	value := r.value(dot, n)
	if n != nil {
		for _, d := range n.Decl {
			r.bind(n.IsAssign, d, value)
		}
	}
	return value
}

func (r *run) write(p []byte) {
	if _, err := r.w.Write(p); err != nil {
		r.end(err)
	}
}

func (r *run) print(v any) {
	switch v := v.(type) {
	case nil:
		r.write([]byte("<no value>"))
	case iter.Seq[map[string]any]:
		r.fail("can't print %s", "the bookmarks; range goes through them")
	case time.Time:
		r.write([]byte(v.String()))
	default:
		r.write(fmt.Append(nil, v))
	}
}
