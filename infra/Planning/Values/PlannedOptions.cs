using System.Collections.Immutable;

namespace Infra.Planning.Values;

/// <summary>The options of a resource other than its protection and inputs: how it is replaced, deleted and waited for. Options that the
/// program does not set are null or empty.</summary>
/// <remarks>Each is as the registration sends it. The engine passes <c>retainOnDelete</c> and <c>deletedWith</c> on to children; here they
/// appear where the program sets them.</remarks>
public sealed record PlannedOptions
{
    /// <summary>A resource without any of these options.</summary>
    public static PlannedOptions None { get; } = new();

    /// <summary>Whether it stays in the cloud when it is deleted from the stack.</summary>
    public bool? RetainOnDelete { get; init; }

    /// <summary>URN of the resource whose deletion deletes this one too, so that it is not deleted by itself.</summary>
    public string? DeletedWith { get; init; }

    /// <summary>Whether a replacement is created only after the old resource is deleted.</summary>
    public bool? DeleteBeforeReplace { get; init; }

    /// <summary>Paths of the properties whose change replaces it, sorted.</summary>
    public ImmutableArray<string> ReplaceOnChanges { get; init; } = [];

    /// <summary>Paths of the inputs whose changes are ignored, sorted.</summary>
    public ImmutableArray<string> IgnoreChanges { get; init; } = [];

    /// <summary>How long the provider may take.</summary>
    public PlannedTimeouts CustomTimeouts { get; init; } = new(null, null, null);

    /// <summary>Former URNs, sorted; without those that the provider's package gives to every resource of the type.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>Id of the existing cloud resource to import instead of creating a new one.</summary>
    public string? Import { get; init; }
}
