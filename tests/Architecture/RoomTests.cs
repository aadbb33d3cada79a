using System.Collections.Immutable;
using Infra.Tests.Planning;
using Infra.Tests.SdkSurface;

namespace Infra.Tests.Architecture;

/// <summary>The rooms of the program: a room uses only what is drawn below it, and no two namespaces use each other, not even by way of
/// others.</summary>
public sealed class RoomTests
{
    // From the street up: what a room uses, beside all that those rooms use themselves. docs/architecture.md draws the same.
    internal static ImmutableArray<(string Room, string[] Uses)> Drawing { get; } =
    [
        ("cli", ["Stacks"]),
        ("Program", ["Stacks"]),
        ("Stacks", ["Components", "Reports", "Rules"]),
        ("Reports", ["Planning", "AddOns"]),
        ("Rules", ["Planning", "AddOns", "Facts", "Catalogue", "Specification"]),
        ("Components", ["AddOns", "Facts"]),
        ("AddOns", ["Facts", "Policies"]),
        ("Facts", ["Catalogue", "Specification"]),
        ("Planning", ["Findings"]),
        ("Specification", ["Catalogue", "Findings"]),
        ("Catalogue", []),
        ("Policies", []),
        ("Findings", []),
    ];

    private const string Program = "infra/Program.cs";

    private static readonly Lazy<SourceTree> _program = new(() => SourceTree.Read(Repository.Root, "cli", "infra"));

    [Fact]
    public void Uses_only_rooms_that_are_drawn_below() => Assert.Empty(
        from use in _program.Value.Uses
        let room = RoomOf(use.File)
        let used = Room(use.To)
        where room != used && !Below(room).Contains(used)
        select $"{use.File}: {room} may not use {used} ({use.Name}). Drawn below {room}: {string.Join(", ", Below(room).Order())}.");

    [Fact]
    public void Has_no_circle_of_namespaces() => Assert.Empty(_program.Value.Circles().Select(circle => string.Join(" -> ", circle)));

    [Fact]
    public void Draws_every_room_and_no_other() => Assert.Equal(
        Drawing.Select(line => line.Room).Order(), _program.Value.Files.Select(RoomOf).Distinct().Order());

    [Fact]
    public void Keeps_every_folder_small_enough_to_be_read() => Assert.Empty(
        from folder in _program.Value.Files.GroupBy(file => Path.GetDirectoryName(file)!)
        where folder.Count() > 22
        select $"{folder.Key} has {folder.Count()} files. Divide it by what its reader looks for.");

    [Fact]
    public void Names_every_namespace_after_its_folder() => Assert.Empty(
        from file in _program.Value.Files
        where file.StartsWith("infra/", StringComparison.Ordinal) && file != Program
        let expected = "Infra" + Path.GetDirectoryName(file)!["infra".Length..].Replace('/', '.')
        where _program.Value.NamespaceOf(file) != expected
        select $"{file}: the namespace is {_program.Value.NamespaceOf(file)}, the folder says {expected}.");

    private static string RoomOf(string file) =>
        file.StartsWith("cli/", StringComparison.Ordinal) ? "cli" : file == Program ? "Program" : Room(_program.Value.NamespaceOf(file));

    private static string Room(string name) => name.Split('.')[1] == "Cli" ? "cli" : name.Split('.')[1];

    // What a room uses, and whatever that uses in turn.
    private static ImmutableHashSet<string> Below(string room) =>
        [.. Drawing.Single(line => line.Room == room).Uses.SelectMany(used => Below(used).Add(used))];
}
