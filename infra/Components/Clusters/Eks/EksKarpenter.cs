using System.Text.Json.Nodes;
using Infra.Components.Clusters.Eks.Iam;
using Infra.Facts.Eks;
using Infra.Specification.Pools;
using Pulumi;
using Aws = Pulumi.Aws;

namespace Infra.Components.Clusters.Eks;

/// <summary>What Karpenter needs in AWS, in addition to the role of its controller, which the add-on requests: a role for its nodes, and a
/// queue with the events that announce the interruption of a machine.</summary>
public sealed class EksKarpenter : ComponentResource
{
    // An interruption is announced two minutes ahead; messages older than five minutes are useless (the value of Karpenter's own template).
    private const int RetentionSeconds = 300;

    private static readonly (string Name, string Source, string Detail)[] _events =
    [
        ("capacity-reservation", "aws.ec2", "EC2 Capacity Reservation Instance Interruption Warning"),
        ("health", "aws.health", "AWS Health Event"),
        ("instance-state", "aws.ec2", "EC2 Instance State-change Notification"),
        ("rebalance", "aws.ec2", "EC2 Instance Rebalance Recommendation"),
        ("spot-interruption", "aws.ec2", "EC2 Spot Instance Interruption Warning"),
    ];

    /// <summary>Creates them.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="parts">Its parts.</param>
    /// <param name="options">Options of the component.</param>
    public EksKarpenter(EksScope scope, EksParts parts, ComponentResourceOptions options)
        : base("infra:clusters:EksKarpenter", scope.Name("karpenter"), options)
    {
        var child = new CustomResourceOptions { Parent = this };

        // Separate from the role of managed node groups, whose access entry EKS creates itself.
        var (role, policies) = EksRole.Create(
            this, scope, "karpenter-node-role", scope.KarpenterNodeRole,
            IamPolicy.Trust(scope.Partition.ServicePrincipal("ec2")), EksIdentities.NodePolicies);
        if (!scope.Cluster.PullThrough.IsEmpty)
        {
            _ = new Aws.Iam.RolePolicy(scope.Name("karpenter-node-pull-through"), new Aws.Iam.RolePolicyArgs
            {
                Role = role.Name,
                Policy = parts.Identities.Account.Apply(account => IamPolicy.Document(EksPullThrough.Filling(scope, account))),
            }, child);
        }

        // Created here and not by Karpenter: an isolated VPC has no access to IAM, and the controller then needs no permission to create
        // one.
        var profile = new Aws.Iam.InstanceProfile(scope.Name("karpenter-node-profile"), new Aws.Iam.InstanceProfileArgs
        {
            Name = scope.KarpenterNodeRole,
            Role = role.Name,
        }, child);
        var entry = new Aws.Eks.AccessEntry(scope.Name("karpenter-nodes"), new Aws.Eks.AccessEntryArgs
        {
            ClusterName = parts.ControlPlane.Name,
            PrincipalArn = role.Arn,
            Type = "EC2_LINUX",
        }, child);
        var tag = new Aws.Ec2.Tag(scope.Name("karpenter-discovery"), new Aws.Ec2.TagArgs
        {
            ResourceId = parts.ControlPlane.SecurityGroup,
            Key = EksPartition.DiscoveryTag,
            Value = scope.CloudName,
        }, child);

        var groups = scope.Cluster.Pools
            .Where(pool => pool.Provisioner == Provisioner.Karpenter)
            .Select(pool => new EksNodes(scope, pool))
            .Where(nodes => nodes.OwnsPlacementGroup)
            .Select(nodes => EksLaunchTemplate.PlacementGroup(nodes, this));

        var queueArgs = new Aws.Sqs.QueueArgs { Name = scope.InterruptionQueue, MessageRetentionSeconds = RetentionSeconds };
        if (parts.Keys.Logs is { } key)
        {
            // Like logs, the messages say what happened to which machine, so they share the key of the logs.
            queueArgs.KmsMasterKeyId = key;
        }
        else
        {
            queueArgs.SqsManagedSseEnabled = true;
        }

        var queue = new Aws.Sqs.Queue(scope.Name("karpenter-queue"), queueArgs, child);
        var events = scope.Partition.ServicePrincipal("events");
        var policy = new Aws.Sqs.QueuePolicy(scope.Name("karpenter-queue-policy"), new Aws.Sqs.QueuePolicyArgs
        {
            QueueUrl = queue.Url,
            Policy = Output.Tuple(queue.Arn, parts.Identities.Account).Apply(facts => IamPolicy.Document(
                // Without the condition an event rule in any account could terminate nodes in this one.
                IamPolicy.AllowPrincipal("Events", IamPolicy.Service(events), ["sqs:SendMessage"], [facts.Item1],
                    IamPolicy.If("StringEquals", ("aws:SourceAccount", facts.Item2))),
                IamPolicy.DenyPlainText("sqs:*", facts.Item1))),
        }, child);

        foreach (var (name, source, detail) in _events)
        {
            var rule = new Aws.CloudWatch.EventRule(scope.Name($"karpenter-{name}"), new Aws.CloudWatch.EventRuleArgs
            {
                Description = $"{scope.CloudName}: {detail} for Karpenter",
                EventPattern = IamPolicy.Json(new JsonObject
                {
                    ["source"] = IamPolicy.List(source),
                    ["detail-type"] = IamPolicy.List(detail),
                }),
            }, child);
            _ = new Aws.CloudWatch.EventTarget(scope.Name($"karpenter-{name}"), new Aws.CloudWatch.EventTargetArgs
            {
                Rule = rule.Name,
                Arn = queue.Arn,
            }, child);
        }

        Ready = [.. policies, profile, entry, tag, policy, .. groups];
        RegisterOutputs();
    }

    /// <summary>What must exist before Karpenter creates its first node.</summary>
    public IReadOnlyList<Resource> Ready { get; }
}
