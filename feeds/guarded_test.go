package feeds

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// unguarded are the functions that start a goroutine in which no fault is
// caught, with the reason why none is to be expected there.
var unguarded = map[string]string{
	"main.go main":                "sets how often memory is given back",
	"fetch/dial.go race":          "net's own dialer, and closing what came too late",
	"fetch/exchange.go watch":     "moves a request to another lane",
	"library/links.go round":      "hands out what to ask, waits for the others and closes a channel",
	"library/reload.go run":       "waits for the others and closes a channel",
	"library/reload.go join":      "ends a context",
	"library/events.go newQueue":  "hands on what it was given",
	"command/browser.go start":    "waits for a program's end",
	"sample/sample.go Start":      "hands connections to goroutines of their own",
	"sample/answer.go talk":       "closes a connection",
	"ui/cli/broken.go tell":       "ends the screen because of a fault",
	"ui/cli/importverb.go opened": "closes a pipe",
	"ui/cli/screen.go begin":      "ends a context",
	"ui/cli/cli.go Main":          "ends a context",
	"ui/uitest/term.go Start":     "a test's terminal",
	"ui/uitest/screen.go Sync":    "a test's terminal",
}

// TestEveryGoroutineTellsItsFaults: one that breaks unseen takes the program with
// it and leaves the terminal as it is.
//
// Faults: T16
func TestEveryGoroutineTellsItsFaults(t *testing.T) {
	used, started := map[string]bool{}, 0
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, decl := range file.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			name := strings.TrimPrefix(filepath.ToSlash(path), "../")
			name = strings.TrimPrefix(name, "feeds/") + " " + f.Name.Name
			ast.Inspect(f, func(n ast.Node) bool {
				body := goes(n)
				if body == nil {
					return true
				}
				started++
				if catches(body) {
					return true
				}
				if unguarded[name] == "" {
					t.Errorf("%s starts a goroutine in which no fault is caught: let it defer caught, or name it with its reason", name)
				}
				used[name] = true
				return true
			})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for name := range unguarded {
		if !used[name] {
			t.Errorf("%s starts no such goroutine any more: take it off the list", name)
		}
	}
	t.Logf("%d places start goroutines, %d of them without a guard, with a reason", started, len(used))
}

// goes gives what a node has run in a goroutine of its own: go f(), group.Go(f)
// and AfterFunc(…, f); nil for other nodes.
func goes(n ast.Node) ast.Node {
	switch n := n.(type) {
	case *ast.GoStmt:
		return n.Call.Fun
	case *ast.CallExpr:
		s, ok := n.Fun.(*ast.SelectorExpr)
		switch {
		case !ok:
		case s.Sel.Name == "Go" && len(n.Args) == 1:
			return n.Args[0]
		case s.Sel.Name == "AfterFunc" && len(n.Args) == 2:
			return n.Args[1]
		}
	}
	return nil
}

// catches says whether a function defers caught, or one that recovers.
func catches(body ast.Node) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		d, ok := n.(*ast.DeferStmt)
		if !ok {
			return true
		}
		switch f := d.Call.Fun.(type) {
		case *ast.Ident:
			found = found || f.Name == "caught"
		case *ast.SelectorExpr:
			found = found || f.Sel.Name == "caught"
		case *ast.FuncLit:
			ast.Inspect(f, func(n ast.Node) bool {
				if call, ok := n.(*ast.CallExpr); ok {
					if name, ok := call.Fun.(*ast.Ident); ok && name.Name == "recover" {
						found = true
					}
				}
				return true
			})
		}
		return true
	})
	return found
}
