package feeds

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// looks are the functions that may convert raw text to look at it, by room.
// None of them keeps what it sees: they compare, count, resolve, decode into
// Raw again, or hand it to a reader of markup.
var looks = map[string][]string{
	"parse":     {"absolute", "bounded", "cleanLine", "contentHash", "dates", "identity", "maskMail", "pick", "plainLine", "words"},
	"extract":   {"FromHTML", "IsStub", "embed", "fromJSON", "languageTag", "metaKey", "parseTime", "person", "picture", "token", "unescaped"},
	"store":     {"body"}, // what is stored is Raw again when it is read
	"bookmarks": {"keep"}, // so is what a file of ours holds
}

// The compiler refuses Raw where text belongs; what it allows is a conversion.
// So all of these are looked for, in every room, and each must be in looks. A
// token, which extract compares with what it may mean, is never kept as it is.
func TestRawTextIsLookedAtAndNeverKept(t *testing.T) {
	used := map[string]bool{}
	for _, dir := range packagesUnder(t, "..") {
		fset := token.NewFileSet()
		files := sources(t, fset, dir)
		if len(files) == 0 {
			continue
		}
		info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}}
		conf := types.Config{Importer: raws{}, Error: func(error) {}} // other modules are not looked into
		_, _ = conf.Check(dir, fset, files, info)
		room := filepath.Base(dir)
		for _, file := range files {
			for _, decl := range file.Decls {
				name := ""
				if f, ok := decl.(*ast.FuncDecl); ok {
					name = f.Name.Name
				}
				ast.Inspect(decl, func(n ast.Node) bool {
					switch n := n.(type) {
					case *ast.CallExpr:
						if !isString(info, n) || len(n.Args) != 1 || !isRaw(info, n.Args[0]) {
							break
						}
						if used[room+"."+name] = true; !slices.Contains(looks[room], name) {
							t.Errorf("%s: %s makes a string of raw text; clean it, or add the function to looks if it only looks", fset.Position(n.Pos()), name)
						}
					case *ast.KeyValueExpr:
						if isToken(n.Value) {
							t.Errorf("%s: a token is kept as it is", fset.Position(n.Pos()))
						}
					case *ast.AssignStmt:
						for i, left := range n.Lhs {
							if _, field := left.(*ast.SelectorExpr); field && i < len(n.Rhs) && isToken(n.Rhs[i]) {
								t.Errorf("%s: a token is kept as it is", fset.Position(n.Pos()))
							}
						}
					}
					return true
				})
			}
		}
	}
	for room, names := range looks {
		for _, name := range names {
			if !used[room+"."+name] {
				t.Errorf("%s.%s looks at no raw text any more", room, name)
			}
		}
	}
}

// raws imports the package with Raw, and an empty one for every other.
type raws struct{}

var feedsPackage *types.Package

func (raws) Import(path string) (*types.Package, error) {
	if path != "broadsheet/feeds" {
		p := types.NewPackage(path, filepath.Base(path))
		p.MarkComplete()
		return p, nil
	}
	if feedsPackage == nil {
		fset := token.NewFileSet()
		var files []*ast.File
		names, err := filepath.Glob("*.go")
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			f, err := parser.ParseFile(fset, name, nil, 0)
			if err != nil {
				return nil, err
			}
			files = append(files, f)
		}
		conf := types.Config{Importer: raws{}, Error: func(error) {}}
		feedsPackage, _ = conf.Check("broadsheet/feeds", fset, files, nil)
	}
	return feedsPackage, nil
}

func isRaw(info *types.Info, e ast.Expr) bool {
	named, ok := info.Types[e].Type.(*types.Named)
	return ok && named.Obj().Name() == "Raw" && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "broadsheet/feeds" || isRawParam(info.Types[e].Type)
}

// isRawParam says whether a type is a parameter that Raw may stand for.
func isRawParam(t types.Type) bool {
	p, ok := t.(*types.TypeParam)
	if !ok {
		return false
	}
	iface, ok := p.Constraint().Underlying().(*types.Interface)
	if !ok || iface.NumEmbeddeds() == 0 {
		return false
	}
	return strings.Contains(iface.EmbeddedType(0).String(), "~string")
}

// isString says whether a call is a conversion to string.
func isString(info *types.Info, call *ast.CallExpr) bool {
	at, ok := info.Types[call.Fun]
	if !ok || !at.IsType() {
		return false
	}
	basic, ok := at.Type.(*types.Basic)
	return ok && basic.Kind() == types.String
}

// isToken says whether an expression is a call of extract's token.
func isToken(e ast.Expr) bool {
	call, ok := e.(*ast.CallExpr)
	if !ok {
		return false
	}
	name, ok := call.Fun.(*ast.Ident)
	return ok && name.Name == "token"
}

// packagesUnder are the folders below root that hold Go files.
func packagesUnder(t *testing.T, root string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(root, func(path string, entry os.DirEntry, err error) error {
		if err == nil && entry.IsDir() && entry.Name() != ".git" && path != filepath.Join(root, "feeds") {
			out = append(out, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func sources(t *testing.T, fset *token.FileSet, dir string) []*ast.File {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(fset, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	return files
}
