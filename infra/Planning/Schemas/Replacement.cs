using System.Collections.Immutable;

namespace Infra.Planning.Schemas;

/// <summary>What the provider of a type replaces instead of changing it. Paths have no list indices: <c>taints.key</c> means every
/// taint.</summary>
/// <param name="Always">Inputs whose change replaces the resource, whatever is below them included.</param>
/// <param name="IfRemoved">Inputs that are changed in place, but replaced when they are left out.</param>
/// <param name="IfAddedOrRemoved">Inputs that are changed in place, but replaced when they appear or disappear.</param>
/// <param name="IfSmaller">Numbers and versions that can only grow.</param>
/// <param name="Names">Inputs that name the object in the cloud. Where one is given, two such objects cannot exist, so the old one is
/// deleted first.</param>
/// <param name="NamesMustBeUnchanged">Whether that only holds where all names stay as they are.</param>
/// <param name="DeleteFirst">Whether the old object is always deleted first.</param>
/// <param name="Updates">Outputs that are different after a change in place.</param>
/// <param name="Follows">Inputs that have another value whenever the resource to which another input refers is changed in place: the
/// version of a launch template, which is a number and so no placeholder.</param>
internal sealed record Replacement(
    ImmutableArray<string> Always, ImmutableArray<string> IfRemoved, ImmutableArray<string> IfAddedOrRemoved,
    ImmutableArray<string> IfSmaller, ImmutableArray<string> Names, bool NamesMustBeUnchanged, bool DeleteFirst,
    ImmutableArray<string> Updates, ImmutableArray<(string Input, string Reference)> Follows);
