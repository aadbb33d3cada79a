using System.Collections.Immutable;
using Infra.Findings;

namespace Infra.Reports.Sovereignty;

/// <summary>A resource, or a service outside the plan, that stores, processes or routes data, or holds keys.</summary>
/// <param name="Cluster">The cluster that it belongs to; null if all use it.</param>
/// <param name="Role">What it does with data.</param>
/// <param name="What">Which data.</param>
/// <param name="Type">Type of the planned resource; <c>service</c> for what the stack names and does not create.</param>
/// <param name="Name">Name of the planned resource, or the path of the stack file that names the service.</param>
/// <param name="Place">Where it is and who operates it.</param>
/// <param name="Key">The key of what it stores; null where it stores nothing.</param>
/// <param name="Reach">How it is reached.</param>
/// <param name="Kept">How long it keeps data; null where it keeps none.</param>
/// <param name="Passed">Codes of the rules that looked at it and found nothing, sorted.</param>
/// <param name="Open">What rules about borders, keys and ways found.</param>
public sealed record DataRow(
    string? Cluster, DataRole Role, string What, string Type, string Name, DataPlace Place, DataKey? Key, DataReach Reach, string? Kept,
    ImmutableArray<string> Passed, ImmutableArray<Finding> Open);
