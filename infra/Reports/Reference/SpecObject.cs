using System.Collections.Immutable;

namespace Infra.Reports.Reference;

/// <summary>An object of a stack file, with its members.</summary>
/// <param name="Path">Where it is, for example <c>clusters[eks].network</c>.</param>
/// <param name="Record">The record that holds it; empty for add-ons by their names.</param>
/// <param name="Description">What it is.</param>
/// <param name="Discriminator">The member that says of which kind it is; null if there is one kind.</param>
/// <param name="Kind">What that member has to say for it to be this object.</param>
/// <param name="Members">Its members, without that one.</param>
public sealed record SpecObject(
    string Path, string Record, string Description, string? Discriminator, string? Kind, ImmutableArray<SpecKey> Members)
{
    /// <summary>Its members, with the one that says of which kind it is.</summary>
    internal IEnumerable<SpecKey> All => Discriminator is null ? Members : Members.Prepend(SpecKey.OfKind(this));

    /// <summary>The members that all of some objects have.</summary>
    internal static ImmutableArray<SpecKey> Shared(ImmutableArray<SpecObject> objects) =>
        [.. objects[0].Members.Where(member => objects.All(other => other.Members.Any(member.IsLike)))];
}
