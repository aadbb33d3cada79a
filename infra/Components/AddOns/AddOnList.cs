using System.Collections.Immutable;

namespace Infra.Components.AddOns;

/// <summary>The add-ons that exist, in the order in which they are installed where no requirement says otherwise.</summary>
public static class AddOnList
{
    /// <summary>One line for each add-on.</summary>
    public static ImmutableArray<AddOnListing> All { get; } = [];
}
