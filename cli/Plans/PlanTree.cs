using Infra.Cli.Shell;
using Infra.Planning;
using Spectre.Console;

namespace Infra.Cli.Plans;

/// <summary>A plan as the tree of its resources, as <c>pulumi stack --show-urns</c> would nest them.</summary>
public static class PlanTree
{
    /// <summary>Prints the tree, then the findings.</summary>
    public static void Write(ResourcePlan plan, IAnsiConsole console)
    {
        var children = plan.Resources.ToLookup(resource => resource.Parent, StringComparer.Ordinal);
        foreach (var root in children[null])
        {
            var tree = new Tree(Label(root)) { Guide = console.IsTerminal() ? TreeGuide.Line : TreeGuide.Ascii };
            Add(tree, root);
            console.Write(tree);
        }

        console.WriteLine();
        FindingsText.Write(plan.Findings, console);

        void Add(IHasTreeNodes node, PlannedResource resource)
        {
            foreach (var child in children[resource.Urn])
            {
                Add(node.AddNode(Label(child)), child);
            }
        }
    }

    private static Text Label(PlannedResource resource) =>
        new($"{resource.Type} {resource.Name}{PlannedOptionsText.Suffix(resource)}");
}
