using System.Collections.Immutable;

namespace Infra.Planning.Values;

/// <summary>What a program tells the engine about a resource besides its protection and its inputs: how it is replaced, deleted and waited
/// for. Absent or empty is what the program leaves to the engine.</summary>
/// <remarks>Each is as the registration sends it. The engine passes <c>retainOnDelete</c> and <c>deletedWith</c> on to children; here they
/// are where the program gives them.</remarks>
public sealed record PlannedOptions
{
    /// <summary>A resource for which everything is left to the engine.</summary>
    public static PlannedOptions None { get; } = new();

    /// <summary>Whether it is left in the cloud when it is deleted here.</summary>
    public bool? RetainOnDelete { get; init; }

    /// <summary>URN of the resource whose deletion deletes this one too, so that it is not deleted by itself.</summary>
    public string? DeletedWith { get; init; }

    /// <summary>Whether a replacement is made after the old one is gone.</summary>
    public bool? DeleteBeforeReplace { get; init; }

    /// <summary>Paths of the properties whose change replaces it, sorted.</summary>
    public ImmutableArray<string> ReplaceOnChanges { get; init; } = [];

    /// <summary>Paths of the inputs whose change is not noticed, sorted.</summary>
    public ImmutableArray<string> IgnoreChanges { get; init; } = [];

    /// <summary>How long the provider may take.</summary>
    public PlannedTimeouts CustomTimeouts { get; init; } = new(null, null, null);

    /// <summary>URNs that it had before, sorted; without those that the provider's package gives to every resource of the type.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>Id of the resource in the cloud that is taken over instead of making a new one.</summary>
    public string? Import { get; init; }
}
