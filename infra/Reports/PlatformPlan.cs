using System.Collections.Immutable;
using Infra.Findings;
using Infra.Planning;
using Infra.Specification;

namespace Infra.Reports;

/// <summary>What a stack of this platform requests and would create.</summary>
/// <param name="Platform">The specification that the plan came from; absent if it could not be read.</param>
/// <param name="Project">Name of the project.</param>
/// <param name="Stack">Name of the stack.</param>
/// <param name="Resources">All resources, sorted by URN; none where the configuration is wrong.</param>
/// <param name="Findings">All findings of the specification and of the plan.</param>
public sealed record PlatformPlan(
    PlatformSpec? Platform, string Project, string Stack, ImmutableArray<PlannedResource> Resources, ImmutableArray<Finding> Findings)
    : ResourcePlan(Project, Stack, Resources, Findings);
