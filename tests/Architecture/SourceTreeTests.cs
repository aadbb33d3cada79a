namespace Infra.Tests.Architecture;

/// <summary>However a file names a type of another namespace, it is seen.</summary>
public sealed class SourceTreeTests
{
    private const string Above = "namespace Acme.Above; public static class Thing { public static int Size; }";

    [Theory]
    [InlineData("using Acme.Above; namespace Acme.Below; public class User { int Size => Thing.Size; }")]
    [InlineData("using static Acme.Above.Thing; namespace Acme.Below; public class User { int Own => Size; }")]
    [InlineData("using Other = Acme.Above.Thing; namespace Acme.Below; public class User { int Size => Other.Size; }")]
    [InlineData("namespace Acme.Below; public class User { int Size => Acme.Above.Thing.Size; }")]
    [InlineData("namespace Acme.Below; public class User { int Size => global::Acme.Above.Thing.Size; }")]
    [InlineData("namespace Acme.Below; public class User { int Size => Above.Thing.Size; }")]
    [InlineData("namespace Acme.Below; public class User { Acme.Above.Thing? Thing; }")]
    [InlineData("namespace Acme.Below; public class User { string Name => nameof(Acme.Above.Thing); }")]
    [InlineData("namespace Acme.Above.Below; public class User { int Size => Thing.Size; }")]
    public void Sees_a_use_of_another_namespace(string text)
    {
        var tree = SourceTree.Of([("Above.cs", Above), ("User.cs", text)]);

        Assert.Contains(tree.Uses, use => use is { File: "User.cs", To: "Acme.Above" });
    }

    [Fact]
    public void Sees_no_use_where_a_member_has_the_name_of_a_type()
    {
        var tree = SourceTree.Of([("Above.cs", Above), ("User.cs", "namespace Acme.Below; public class User { int Own => this.Thing; }")]);

        Assert.Empty(tree.Uses);
    }

    [Fact]
    public void Finds_a_circle_of_namespaces_and_its_way()
    {
        var tree = SourceTree.Of(
        [
            ("A.cs", "using C; namespace A; public class One;"),
            ("B.cs", "using A; namespace B; public class Two;"),
            ("C.cs", "using B; namespace C; public class Three;"),
        ]);

        Assert.Equal(["A", "C", "B", "A"], Assert.Single(tree.Circles()).AsEnumerable());
    }
}
