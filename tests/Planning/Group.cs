using Pulumi;

namespace Infra.Tests.Planning;

/// <summary>A component that only groups others.</summary>
internal sealed class Group(string name, ComponentResourceOptions? options = null) : ComponentResource("test:index:Group", name, options);
