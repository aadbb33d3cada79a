using System.Collections.Immutable;
using Infra.Planning.Schemas;
using Infra.Planning.Values;
using Pulumi;
using Pulumi.Utilities;

namespace Infra.Planning.Recording;

/// <summary>The former URNs of a resource. An alias names what was different; the rest is unchanged.</summary>
internal static class AliasUrns
{
    private const string StackType = "pulumi:pulumi:Stack";

    /// <summary>The URNs that the program's aliases of a resource mean, sorted.</summary>
    internal static async Task<ImmutableArray<string>> OfAsync(RecordedResource resource, ResourceRecorder recorder)
    {
        if (resource.Aliases.IsEmpty)
        {
            return [];
        }

        var now = ResourceUrn.Parse(resource.Urn);
        var parents = resource.Parent?.QualifiedType ?? "";
        var given = new List<string>();
        foreach (var alias in resource.Aliases)
        {
            given.Add(await UrnAsync(await OutputUtilities.GetValueAsync(alias.ToOutput())));
        }

        // A package adds the former names of a type, dozens in azure-native. They say nothing about this program.
        var ofPackage = from type in ProviderSchemas.Resource(resource.Type)?.Aliases ?? []
                        select (now with { Types = ResourceUrn.Below(parents, type) }).ToString();
        return [.. given.Except(ofPackage, StringComparer.Ordinal).Order(StringComparer.Ordinal)];

        async Task<string> UrnAsync(Alias alias) => alias.Urn ?? new ResourceUrn(
            await ValueAsync(alias.Stack) ?? now.Stack,
            await ValueAsync(alias.Project) ?? now.Project,
            ResourceUrn.Below(await ParentsAsync(alias), await ValueAsync(alias.Type) ?? resource.Type),
            await ValueAsync(alias.Name) ?? now.Name).ToString();

        async Task<string> ParentsAsync(Alias alias)
        {
            if (alias.NoParent)
            {
                return "";
            }

            if (alias.Parent is { } parent)
            {
                return recorder.Find(parent)?.QualifiedType ?? "";
            }

            if (await ValueAsync(alias.ParentUrn) is not { } urn)
            {
                return parents;
            }

            var types = ResourceUrn.Parse(urn).Types;
            return types == StackType ? "" : types;
        }
    }

    private static async Task<string?> ValueAsync(Input<string>? input) =>
        input is null ? null : await OutputUtilities.GetValueAsync(input.ToOutput());
}
